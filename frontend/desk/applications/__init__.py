"""Where staff decides who may sell, consider and recommend."""
