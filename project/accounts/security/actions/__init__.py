"""What people and staff do about safe sign-in: factors, codes, devices, sessions, and the way back."""
