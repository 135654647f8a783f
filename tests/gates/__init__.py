"""What must hold of the code itself; `make check` names each of them."""
