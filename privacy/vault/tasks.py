"""What the vault asks of every process that works: none starts with a foreign master key, or without keys or secret."""

from kit.jobs.registry import before_work
from privacy.vault import services

before_work(services.verify_secret)
before_work(services.verify_keystore)
