<?php
namespace Entente;

/** Whether the engine answers rightly, which way it is reached, and what to do where it is not: for the settings page and Site Health. */
final class Health
{
    public static function hooks(): void
    {
        add_filter('site_status_tests', static function (array $tests): array {
            $tests['direct']['entente'] = ['label' => 'Entente', 'test' => [self::class, 'siteStatus']];
            return $tests;
        });
        add_filter('debug_information', static function (array $info): array {
            $info['entente'] = ['label' => 'Entente', 'fields' => array_map(
                static fn(array $line) => ['label' => $line[0], 'value' => $line[1]], self::lines(self::report()))];
            return $info;
        });
    }

    /** Reads a sentence whose deal is known, so that "it works" means more than that a file is there. */
    public static function report(): array
    {
        $report = ['ok' => false, 'way' => null, 'engine' => null, 'error' => null, 'advice' => null, 'milliseconds' => null, 'rates' => null,
            'php' => PHP_VERSION, 'sapi' => PHP_SAPI, 'ffi_enable' => extension_loaded('FFI') ? (string) ini_get('ffi.enable') : null, 'archive' => self::archive()];
        try {
            $report['way'] = Engine::way();
            $report['engine'] = Engine::version();
            $known = Json::read((string) file_get_contents(dirname(FILE) . '/health.json'));
            $read = Engine::extract(array_diff_key($known, ['kind' => 1, 'parties' => 1, 'amount' => 1]) + ['language' => '']);
            $report['milliseconds'] = round(Engine::$took, 2);
            $deal = $read['deals'][0] ?? null;
            $names = array_column($read['parties'], 'name');
            if ($deal === null || $deal['kind'] !== $known['kind'] || array_diff($known['parties'], $names) !== [] || ($read['amounts'][0]['low'] ?? '') !== $known['amount']) {
                throw new EngineError('internal', __('The engine answers, but it does not find the deal in a sentence where one is. Install library and plugin of the same release.', 'entente'));
            }
            $report['ok'] = true;
            $today = Engine::convert('1000000 USD', 'EUR', wp_date('Y-m-d'))['amounts'][0];
            $report['rates'] = $today['normalized'] ?? $today['not_normalized'];
        } catch (EngineError $problem) {
            $report['error'] = $problem->getMessage();
            $report['advice'] = in_array($problem->status, ['missing', 'library', 'service'], true) ? Engine::advice() : null;
        }
        return $report;
    }

    private static function archive(): array
    {
        $path = SiteArchive::path();
        try {
            if (is_file($path) && Engine::hasArchive()) {
                Engine::archiveCheck($path);
            }
            return ['file' => is_file($path), 'bytes' => is_file($path) ? filesize($path) : 0, 'late' => count(SiteArchive::late()), 'error' => null];
        } catch (EngineError $problem) {
            $unusable = in_array($problem->status, ['missing', 'library', 'service'], true);
            return ['file' => is_file($path), 'bytes' => 0, 'late' => count(SiteArchive::late()), 'error' => $unusable ? __('waits for the engine', 'entente') : $problem->getMessage()];
        }
    }

    /** @return array<string, array{string, string}> name and value of each line, for people */
    public static function lines(array $report): array
    {
        $ways = [
            'extension' => __('PHP extension', 'entente'),
            'preload' => __('preloaded bridge: only the bridge may use FFI', 'entente'),
            'ffi' => __('FFI open to all PHP code', 'entente'),
            'service' => __('service on this machine', 'entente'),
        ];
        $archive = $report['archive'];
        /* translators: %s: size of the file */
        $kept = $archive['error'] ?? ($archive['file'] ? sprintf(__('in order, %s', 'entente'), size_format($archive['bytes'])) : __('no deal was accepted yet', 'entente'));
        if ($archive['late'] > 0) {
            /* translators: %d: number of posts */
            $kept .= '; ' . sprintf(_n('%d post is still to be written into it', '%d posts are still to be written into it', $archive['late'], 'entente'), $archive['late']);
        }
        return array_filter([
            'state' => [__('Engine', 'entente'), $report['ok'] ? __('works: it found the deal in a test sentence', 'entente') : (string) $report['error']],
            'advice' => $report['advice'] ? [__('What to do', 'entente'), $report['advice']] : null,
            'way' => [__('Reached by', 'entente'), $ways[$report['way'] ?? ''] ?? __('no way', 'entente')],
            'version' => $report['engine'] ? [__('Version', 'entente'), $report['engine']['text']] : null,
            'milliseconds' => $report['milliseconds'] !== null ? [__('Test sentence', 'entente'), $report['milliseconds'] . ' ms'] : null,
            'rates' => $report['rates'] !== null ? [__('Rates of today', 'entente'), self::rates($report['rates'])] : null,
            'php' => ['PHP', $report['php'] . ', ' . $report['sapi'] . ', ffi.enable = ' . ($report['ffi_enable'] ?? '–')],
            'archive' => [__('Archive', 'entente'), $kept],
        ]);
    }

    private static function rates(array|string $today): string
    {
        return is_array($today)
            /* translators: 1: day or month, 2: source of the rate */
            ? sprintf(__('of %1$s (%2$s)', 'entente'), $today['rate_date'], $today['source'])
            /* translators: %s: reason */
            : sprintf(__('none (%s). Let the server fetch the daily file eurofxref-hist.zip of the European Central Bank, and name it in wp-config.php as ENTENTE_RATES.', 'entente'), $today);
    }

    public static function siteStatus(): array
    {
        $report = self::report();
        $text = '';
        foreach (self::lines($report) as [$name, $value]) {
            $text .= '<p>' . esc_html("$name: $value") . '</p>';
        }
        return [
            'label' => $report['ok'] ? __('Entente finds deals', 'entente') : __('Entente does not find deals at present', 'entente'),
            'status' => $report['ok'] ? 'good' : 'recommended',
            'badge' => ['label' => 'Entente', 'color' => 'blue'],
            'description' => $text,
            'actions' => '',
            'test' => 'entente',
        ];
    }
}
