"""How safely people sign in: known devices, second factors, the way back."""
