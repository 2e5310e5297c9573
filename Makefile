# Two commands: `make serve` shows the site, `make test` judges the code. PYTHON= and PORT= may be given.
PORT ?= 8000
COUNT ?= 1000000
ROUNDS ?= 1
RUN = .venv/bin

.PHONY: serve site other-engine wheelhouse first-day pictures test lint docs bless bench mutants fuzz faults lock clean environment environment-dev

# The example company with its two years of history, made anew each time; `make site` is for this checkout.
serve: environment
	@rm -rf build/demo
	$(RUN)/docctl demo build/demo
	$(RUN)/docctl -C build/demo check
	$(RUN)/docctl -C build/demo site build
	@$(RUN)/docctl -C build/demo site serve --port $(PORT)

site: environment
	$(RUN)/docctl check
	$(RUN)/docctl site build

test: environment-dev
	@sh tools/build/test.sh all

lint: environment-dev
	@sh tools/build/test.sh lint

docs: environment-dev
	$(RUN)/python tools/build/reference.py
	$(RUN)/python tools/build/coverage.py

# The same site by the page engine that is to follow; its pages must be as many.
other-engine: environment
	@sh tools/build/other_engine.sh

# docctl and all it needs as wheels, with checksums and installers, for machines without a network. PLATFORMS= and PYTHONS=
# may be given.
wheelhouse: environment
	@sh tools/build/wheelhouse.sh

# The first day at a company, timed, without a network; it makes the wheelhouse for this machine first.
first-day: environment
	@sh tools/build/first_day.sh

# The pictures of the README, taken anew.
pictures: site environment-dev
	$(RUN)/python -m tests.browser.pictures

bless: environment-dev
	$(RUN)/pytest --bless

bench: environment-dev
	$(RUN)/python -m benchmarks

# A million damaged signatures, none of which may count: minutes on all cores. COUNT= may be given.
mutants: environment-dev
	$(RUN)/python -m tests.signature_mutants $(COUNT)

# A million damaged YAML texts, none of which may crash the reader or be read otherwise than by PyYAML.
fuzz: environment-dev
	$(RUN)/python -m tests.yaml_mutants $(COUNT)

# The machine fails at every call of every writing command, and eight writers draw 2,000 numbers: most of an hour.
faults: environment-dev
	$(RUN)/python -m tests.faults $(ROUNDS)
	$(RUN)/python -m tests.faults.race 250

lock: environment-dev
	@sh tools/build/lock.sh

clean:
	rm -rf .venv .cache build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*

environment:
	@PYTHON="$(PYTHON)" sh tools/build/environment.sh runtime

environment-dev:
	@PYTHON="$(PYTHON)" sh tools/build/environment.sh dev
