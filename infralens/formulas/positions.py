"""Rotary position embedding: how far its angles tell positions apart."""

from __future__ import annotations

from infralens.engines.formula.language import TOKEN, Count, Number, Tokens, largest, require


def rotary_wavelength(base: Number, head_dim: Count, pair: Count) -> Tokens:
    """Tokens in which a rotary pair makes one turn

    Source: Su et al., arXiv:2104.09864, section 3.2.2: pair i turns by base^(-2i/width) radians a
    token. Peng et al., arXiv:2309.00071, section 3.1, call it the wavelength.
    Not included: scaled positions and angles. Pairs are counted from 0.
    """
    require(base >= 1, "the base is 1 or more")
    require(head_dim >= 2, "a head has at least one pair")
    require(pair < head_dim / 2, "a head has half as many pairs as numbers")
    turn = 2 * 3.141592653589793 * TOKEN
    return turn * base ** (2 * pair / head_dim)


def rotary_pairs_turned(base: Number, head_dim: Count, tokens: Tokens) -> Count:
    """Rotary pairs of a head that complete a turn within some tokens

    Source: Liu et al., arXiv:2310.05209, theorem 1: twice this number is the critical dimension.
    Not included: scaled positions and angles.
    """
    require(base >= 1, "the base is 1 or more")
    require(head_dim >= 2, "a head has at least one pair")
    pairs = head_dim // 2
    return largest(
        0,
        pairs,
        lambda n: n < 1 or rotary_wavelength(base=base, head_dim=head_dim, pair=n - 1) <= tokens,
    )
