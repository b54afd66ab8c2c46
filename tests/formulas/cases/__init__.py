"""How each published case is reproduced: its inputs, as inputs of formulas."""
