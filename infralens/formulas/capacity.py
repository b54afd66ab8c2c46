"""What fits: usable memory, blocks of cache, sequences, context, GPUs."""

from __future__ import annotations

from infralens.engines.formula.language import (
    GB,
    GIB,
    Bytes,
    BytesPerToken,
    Count,
    Fraction,
    Number,
    Tokens,
    ceil,
    floor,
    largest,
    require,
)


def usable_memory_bytes(label: Bytes, share: Fraction) -> Bytes:
    """Memory a process can use, from the label on the card

    Source: Bekman, Machine Learning Engineering Open Book, compute/accelerator.
    Not included: other processes. Labels stand between GB and GiB: this reads them as GiB and
    keeps a share.
    """
    require(share > 0, "some of the memory is usable")
    require(share <= 1, "no more than all of the memory is usable")
    return label / GB * GIB * share


def cache_budget_bytes(
    memory: Bytes,
    utilization: Fraction,
    weight_bytes: Bytes,
    gpus: Count,
    activation_bytes: Bytes,
    reserved_bytes: Bytes,
) -> Bytes:
    """Memory of one GPU that is left for the key/value cache

    Source: vLLM, vllm/v1/worker/gpu_worker.py, determine_available_memory.
    Not included: fragmentation. Weights are divided evenly among the GPUs.
    """
    require(weight_bytes >= 0, "the size of the weights is 0 or more")
    require(utilization <= 1, "the utilisation is 1 at most")
    require(gpus >= 1, "there is at least one GPU")
    left = memory * utilization - weight_bytes / gpus - activation_bytes - reserved_bytes
    require(left >= 0, "weights and working memory exceed the memory")
    return left


def cache_blocks(budget: Bytes, bytes_per_token: BytesPerToken, block: Tokens) -> Count:
    """Whole blocks of cache that fit

    Source: Kwon et al., arXiv:2309.06180, section 4.2.
    Not included: blocks an engine keeps for itself.
    """
    require(budget >= 0, "the budget is 0 or more")
    require(bytes_per_token > 0, "a token takes memory")
    require(block > 0, "a block holds at least one token")
    return floor(budget / (block * bytes_per_token))


def cache_tokens(budget: Bytes, bytes_per_token: BytesPerToken, block: Tokens) -> Tokens:
    """Tokens of cache that fit

    Source: vLLM, vllm/v1/core/kv_cache_utils.py, 'GPU KV cache size'.
    Not included: what partly filled blocks waste.
    """
    return cache_blocks(budget=budget, bytes_per_token=bytes_per_token, block=block) * block


def full_length_concurrency(blocks: Count, block: Tokens, length: Tokens) -> Number:
    """Sequences of full length that the cache can hold

    Source: vLLM, vllm/v1/core/kv_cache_utils.py, 'Maximum concurrency'.
    Not included: shorter sequences. With a mean length m, length/m times as many fit.
    """
    require(blocks >= 0, "the number of blocks is 0 or more")
    require(length > 0, "a sequence has at least one token")
    return blocks * block / length


def concurrent_sequences(
    budget: Bytes, bytes_per_token: BytesPerToken, block: Tokens, length: Tokens
) -> Count:
    """Sequences that fit in the cache together

    Source: Kwon et al., arXiv:2309.06180, section 4.2.
    Not included: shared prefixes, preemption. Each sequence has the same length.
    """
    require(length > 0, "a sequence has at least one token")
    blocks = cache_blocks(budget=budget, bytes_per_token=bytes_per_token, block=block)
    return floor(blocks / ceil(length / block))


def contiguous_sequences(budget: Bytes, bytes_per_token: BytesPerToken, longest: Tokens) -> Count:
    """Sequences that fit where each reserves the longest length

    Source: Kwon et al., arXiv:2309.06180, section 3.1.
    Not included: fragmentation between reservations.
    """
    require(longest > 0, "a sequence has at least one token")
    return cache_blocks(budget=budget, bytes_per_token=bytes_per_token, block=longest)


def largest_context(
    budget: Bytes, bytes_per_token: BytesPerToken, block: Tokens, sequences: Count
) -> Tokens:
    """Longest context that a number of sequences can have

    Source: vLLM, vllm/v1/core/kv_cache_utils.py, estimate_max_model_len, solved for the length.
    Not included: shared prefixes, sliding windows.
    """
    require(sequences >= 1, "there is at least one sequence")
    blocks = cache_blocks(budget=budget, bytes_per_token=bytes_per_token, block=block)
    return floor(blocks / sequences) * block


def gpu_need_bytes(
    gpus: Count,
    weight_bytes: Bytes,
    layers: Count,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    tokens: Tokens,
    sequences: Count,
    reserved_bytes: Bytes,
) -> Bytes:
    """Memory each GPU of a tensor-parallel group needs to serve

    Source: Kwon et al., arXiv:2309.06180, section 4.6.
    Not included: padding to blocks. Heads of the cache are repeated once there are more GPUs than
    heads.
    """
    require(gpus >= 1, "there is at least one GPU")
    require(kv_heads >= 1, "there is at least one key/value head")
    heads_here = ceil(kv_heads / gpus)
    cache = 2 * layers * heads_here * head_dim * element_bytes * tokens * sequences
    return weight_bytes / gpus + cache + reserved_bytes


def fewest_gpus(
    memory: Bytes,
    weight_bytes: Bytes,
    layers: Count,
    kv_heads: Count,
    head_dim: Count,
    element_bytes: Bytes,
    tokens: Tokens,
    sequences: Count,
    reserved_bytes: Bytes,
) -> Count:
    """Fewest GPUs of a tensor-parallel group that can serve

    Source: Kwon et al., arXiv:2309.06180, section 4.6, solved for the number of GPUs.
    Not included: whether the number divides the heads; round up to one that does.
    """
    cache_of_a_head = 2 * layers * head_dim * element_bytes * tokens * sequences
    room = memory - reserved_bytes
    require(room > cache_of_a_head, "not even one head of the cache fits beside what is reserved")
    too_few = largest(
        0,
        4_096,
        lambda n: (
            n < 1
            or gpu_need_bytes(
                gpus=n,
                weight_bytes=weight_bytes,
                layers=layers,
                kv_heads=kv_heads,
                head_dim=head_dim,
                element_bytes=element_bytes,
                tokens=tokens,
                sequences=sequences,
                reserved_bytes=reserved_bytes,
            )
            > memory
        ),
    )
    require(too_few < 4_096, "more than 4,096 GPUs would be needed")
    return too_few + 1
