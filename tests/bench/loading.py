"""Prints how many milliseconds it takes to load the whole catalog: every carrier, and every plan's guides.

The arguments are the modules that are there by then, because the window stands: they are not counted.
"""

import gc
import sys
import time
from importlib import import_module


def main() -> None:
    for module in sys.argv[1:]:
        import_module(module)
    gc.collect()
    gc.freeze()  # as the program does once its window stands
    begun = time.perf_counter()

    from simdesk.catalog.reading import catalog

    whole = catalog()
    plans = [plan for carrier in whole.carriers for plan in carrier.plans]
    guides = [whole.channels_of(plan) for plan in (None, *plans)]
    taken = time.perf_counter() - begun

    assert all(guide.steps for ways in guides for guide in ways)
    print(taken * 1000)


if __name__ == "__main__":
    main()
