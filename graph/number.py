"""A number as people read it: never in powers of ten, whatever its size."""

from decimal import Decimal


def number(n: float) -> str:
    """Return a finite number as people read it: thousands parted by commas, up to fifteen digits that count.

    Examples
    --------
    >>> number(1234567), number(2.5), number(0.1 + 0.2), number(0.00002), number(12345678.9)
    ('1,234,567', '2.5', '0.3', '0.00002', '12,345,678.9')
    """
    if float(n).is_integer():
        return f"{n:z,.0f}"
    # Fifteen digits are what every float holds of the number that was written.
    return f"{Decimal(f'{n:.15g}'):,f}"
