"""What every room may use: small modules that import nothing else of ours."""
