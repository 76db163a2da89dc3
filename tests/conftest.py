"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# The first example loads tables, and a machine that is busy with other things is slow: neither is a fault.
settings.register_profile("dateline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dateline")
