# SimDesk. `make run` opens it, `make test` tests it and `make package` packs it, all from a fresh clone: they
# make .venv or .venv-package, install what is pinned in requirements/, and bring missing system libraries
# (packaging/linux/system-libraries says how).

# The system's own Python first, then whatever is on the path, 3.11 or newer.
ifndef PYTHON
PYTHON := $(shell for path in -p ''; do \
    for name in python3 python3.14 python3.13 python3.12 python3.11; do \
        found=$$(command $$path -v $$name) \
            && "$$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
            && echo "$$found" && exit; \
    done; done)
endif

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# A checkout that was moved, or has another Python now, is another installation.
MADE := $(shell { pwd; "$(PYTHON)" --version; } 2>/dev/null | cksum | cut -d ' ' -f 1)
RUN := $(VENV)/run-$(MADE)
DEV := $(VENV)/dev-$(MADE)
# What packs has an environment of its own, so that no tool of the tests can come into a package.
PACK_VENV := .venv-package
PACK_PY := $(PACK_VENV)/bin/python
PACK := $(PACK_VENV)/pack-$(MADE)
SOURCES := $(wildcard resources/i18n/*/LC_MESSAGES/simdesk.po)
COMPILED := $(SOURCES:.po=.mo)

# Qt and Python both want a UTF-8 locale; in another one texts would be lost.
ifneq ($(shell locale charmap 2>/dev/null || echo UTF-8),UTF-8)
export LANG := C.UTF-8
unexport LC_ALL LC_CTYPE
endif
# Without compiled files beside the sources, every start would compile them again.
unexport PYTHONDONTWRITEBYTECODE
# Modules of another project must not come first.
unexport PYTHONPATH PYTHONHOME

.PHONY: help run test lint bench soak package pictures translations install uninstall system tools
.DELETE_ON_ERROR:

help:
	@echo 'make run           open SimDesk (ARGS="--demo" to pass options)'
	@echo 'make install       put SimDesk into the menu of this desktop; make uninstall takes it out'
	@echo 'make test          every test; make lint only format, lint, types and import contracts'
	@echo 'make bench         start-up time, memory, wake-ups, beside a bare window'
	@echo 'make soak          the long campaigns in full'
	@echo 'make package       all that people install and this system can build, into dist'
	@echo 'make pictures      the pictures in docs/pictures'
	@echo 'make translations  bring resources/i18n up to date with the sources'

run: $(RUN) $(COMPILED)
	@$(PY) -m simdesk $(ARGS)

test: $(DEV) $(PACK) $(COMPILED) tools
	@$(PY) -m pytest $(ARGS)

lint: $(DEV) $(COMPILED)
	@$(PY) -m pytest tests/house/test_tools.py $(ARGS)

bench: $(DEV) $(PACK) $(COMPILED) tools
	@$(PY) -m tests.bench.bench $(ARGS)

soak: $(DEV) $(COMPILED) tools
	@SIMDESK_SOAK=1 $(PY) -m pytest -m soak $(ARGS)

package: $(PACK)
	@$(PACK_PY) packaging/package.py $(ARGS)

pictures: $(DEV) $(COMPILED) tools
	@$(PY) packaging/pictures.py $(ARGS)

translations: $(DEV)
	@$(PY) packaging/translations.py update compile

install: $(RUN) $(COMPILED)
	@packaging/linux/desktop-entry install

uninstall:
	@packaging/linux/desktop-entry remove

system:
	@test -n "$(PYTHON)" || { echo 'SimDesk needs Python 3.11 or newer.' >&2; exit 1; }
	@packaging/linux/system-libraries "$(PYTHON)"

# The tools of the end-to-end tests are asked for where nothing may be skipped.
tools:
ifdef CI
	@packaging/linux/system-libraries --tools
endif

$(RUN): requirements/run.txt requirements/build.txt pyproject.toml packaging/hatch_build.py src/simdesk/__init__.py | system
	@test -e $@ || "$(PYTHON)" -m venv --clear $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(PACK): requirements/package.txt | system
	@test -e $@ || "$(PYTHON)" -m venv --clear $(PACK_VENV)
	$(PACK_PY) -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/package.txt
	@touch $@

$(COMPILED): %.mo: %.po | $(RUN)
	@$(PY) packaging/hatch_build.py
