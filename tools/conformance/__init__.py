"""The runner of test262, the ECMAScript conformance suite; tools/test262 is the command.

  frontmatter  reads the metadata block of a test
  suite        finds the tests of a checkout and says how each is to be run
  host         runs files in the engine and brings back what happened
  judge        decides, from the metadata and what happened, whether a test passed
  expected     the list of known failures
  report       tables and totals
"""
