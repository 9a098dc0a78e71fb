"""The benchmark harness behind `bench/run`.

One direction, no cycles:

    engines    which engines there are, where they are, how each runs a file
    process    one run of one command: output, wall time, memory, how it ended
    workloads  what is run: a Program knows its command on an engine and reads what it printed
    measure    rounds: every program on every engine in turn; collects samples and failures
    report     samples -> medians, ratios, geometric means, verdicts: a plain dictionary, the JSON file
    text, markdown, html   the report in words, for docs/performance.md, and as a page
    cli        options, and the order of the above
"""
