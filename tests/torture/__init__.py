"""The long forms of the tests of trust: `make torture` runs all and prints a table for docs/trust.md."""
