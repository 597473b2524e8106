<?php
// What the tests in PHP share: named tests, checks, and "N passed, N failed" as the last line.

$GLOBALS['tests'] = [];

function test(string $name, callable $body): void
{
    $GLOBALS['tests'][$name] = $body;
}

function equal(mixed $got, mixed $wanted, string $what = 'values differ'): void
{
    if ($got !== $wanted) {
        throw new LogicException("$what: got " . var_export($got, true) . ', wanted ' . var_export($wanted, true));
    }
}

function true(bool $condition, string $what): void
{
    if (!$condition) {
        throw new LogicException($what);
    }
}

/** The failure that a call ends with. */
function failure_of(callable $call): Throwable
{
    try {
        $call();
    } catch (Throwable $problem) {
        return $problem;
    }
    throw new LogicException('no failure came');
}

function run_tests(): never
{
    $failed = 0;
    foreach ($GLOBALS['tests'] as $name => $body) {
        try {
            $body();
        } catch (Throwable $problem) {
            ++$failed;
            echo "FAILED $name: ", $problem->getMessage(), ' (', basename($problem->getFile()), ':', $problem->getLine(), ")\n";
        }
    }
    printf("%d passed, %d failed\n", count($GLOBALS['tests']) - $failed, $failed);
    exit($failed ? 1 : 0);
}
