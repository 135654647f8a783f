"""Who asks: everybody from an address of their own, so that nobody is asked to slow down."""


def somebody(number: int) -> str:
    """The address of one of sixteen million people, as a trusted proxy tells it."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
