"""The renewal wizard: where and how, before, the steps, what was paid, did it arrive, done."""
