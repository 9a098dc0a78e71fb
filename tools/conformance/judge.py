"""Decides whether a test passed."""

ASYNC_COMPLETE = "Test262:AsyncTestComplete"
ASYNC_FAILURE = "Test262:AsyncTestFailure:"


def judge(test, outcome):
    """Why the test failed, in one line, or None if it passed."""
    if outcome.status in ("crashed", "timeout"):
        return f"{outcome.status}: {first_line(outcome.message)}"
    if test.negative:
        phase, error = test.negative
        if outcome.status == "completed":
            return f"expected {error} ({phase}), nothing was thrown"
        # Tests of the early phases begin with a throw of another kind, so that the name of the error
        # also tells whether evaluation had begun.
        if outcome.error != error:
            return f"expected {error} ({phase}), got {first_line(outcome.message)}"
        return None
    if outcome.status == "threw":
        return first_line(outcome.message)
    if "async" in test.flags:
        return judge_async(outcome.output.splitlines())
    return None


def judge_async(lines):
    for line in lines:
        if line.startswith(ASYNC_FAILURE):
            return first_line(line[len(ASYNC_FAILURE):].strip()) or "asynchronous failure"
    done = lines.count(ASYNC_COMPLETE)
    if done == 0:
        return "the asynchronous test never completed"
    if done > 1:
        return f"the asynchronous test completed {done} times"
    return None


def first_line(text, limit=300):
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= limit else line[:limit] + "…"
