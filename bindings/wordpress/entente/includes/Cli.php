<?php
namespace Entente;

/** Deals of a site, from the command line. */
final class Cli
{
    /**
     * Reads posts and keeps the deals found as suggestions.
     *
     * ## OPTIONS
     *
     * [<id>...]
     * : Posts to read; all of the chosen types where none is named.
     *
     * [--limit=<number>]
     * : Stop after about so many posts; the next call goes on there.
     *
     * [--force]
     * : Also posts whose text was read before.
     */
    public function analyse(array $ids, array $options): void
    {
        $force = isset($options['force']);
        $failed = 0;
        foreach ($ids as $id) {
            $state = get_post((int) $id) ? Batch::one((int) $id, $force) : ['error' => __('There is no such post.', 'entente')];
            if (($state['error'] ?? null) !== null) {
                ++$failed;
                \WP_CLI::warning("#$id: $state[error]");
            }
        }
        if ($ids !== []) {
            $failed ? \WP_CLI::error("$failed failed") : \WP_CLI::success(count($ids) . ' read');
            return;
        }
        try {
            $state = Batch::state();
            $state = Batch::act(in_array($state['state'], ['paused', 'running'], true) && !$force ? 'resume' : 'start', $force);
            $begun = $state['done'];
            while ($state['state'] === 'running' && (!isset($options['limit']) || $state['done'] - $begun < (int) $options['limit'])) {
                $state = Batch::act('step');
                \WP_CLI::log("$state[done] done, $state[left] left, $state[failed] failed");
            }
        } catch (EngineError $problem) {
            \WP_CLI::error($problem->getMessage());
            return;
        }
        $state['failed'] > 0 ? \WP_CLI::warning("$state[failed] failed; the last: $state[error]") : \WP_CLI::success("$state[done] read");
    }

    /**
     * Reads one text and prints what stands in it, as JSON. Nothing is kept.
     *
     * ## OPTIONS
     *
     * <file>
     * : A text or HTML, - for standard input.
     *
     * [--published=<day>]
     * : Day of publication.
     */
    public function extract(array $arguments, array $options): void
    {
        $text = file_get_contents($arguments[0] === '-' ? 'php://stdin' : $arguments[0]);
        if ($text === false) {
            \WP_CLI::error("$arguments[0] cannot be read");
            return;
        }
        try {
            \WP_CLI::log(Json::write(Engine::extract(['body' => $text, 'html' => str_contains($text, '</'), 'published' => $options['published'] ?? '', 'language' => Settings::get('language')])));
        } catch (EngineError $problem) {
            \WP_CLI::error($problem->getMessage());
        }
    }

    /** Says how the engine is reached and whether it works. */
    public function health(): void
    {
        $report = Health::report();
        foreach (Health::lines($report) as [$name, $value]) {
            \WP_CLI::log("$name: $value");
        }
        $report['ok'] ? \WP_CLI::success('ok') : \WP_CLI::error((string) $report['error']);
    }

    /** Makes the archive of accepted deals anew. */
    public function rebuild(): void
    {
        try {
            \WP_CLI::success(SiteArchive::rebuild() . ' posts');
        } catch (EngineError $problem) {
            \WP_CLI::error($problem->getMessage());
        }
    }
}
