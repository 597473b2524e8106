<?php
namespace Entente;

/**
 * The way to the library, chosen once for each request: the extension, the preloaded bridge, FFI where it is open to all code, or a
 * service on this machine. Where there is none, every call ends with an EngineError that says what to do; nothing else of the site is touched.
 * The places of files come from wp-config.php and never from a form, since a path that a form can set is a way to run code:
 * ENTENTE_LIBRARY, ENTENTE_LEXICONS (a list of the newsroom's own names and words), ENTENTE_RATES (the ECB's eurofxref-hist.csv or .zip,
 * for rates of the day; without it sums have the monthly rates inside the library), ENTENTE_SERVICE, ENTENTE_ARCHIVE_DIR.
 */
final class Engine
{
    private static ?string $way = null;
    /** How long the last article took, engine and bridge together, in milliseconds. */
    public static float $took = 0.0;

    /** "extension", "preload", "ffi" or "service". Errors: EngineError. */
    public static function way(): string
    {
        return self::$way ??= self::find();
    }

    private static function find(): string
    {
        if (class_exists('EntenteBridge', false)) {
            return extension_loaded('entente') ? 'extension' : 'preload';
        }
        $open = PHP_SAPI === 'cli' ? ini_get('ffi.enable') !== '0' : in_array(strtolower((string) ini_get('ffi.enable')), ['1', 'on', 'true'], true);
        if (extension_loaded('FFI') && $open && !defined('ENTENTE_SERVICE')) {
            $folder = dirname(FILE) . '/bridge';
            try {
                require_once "$folder/EntenteBridge.php";
                \EntenteBridge::load("$folder/entente_ffi.h", self::library());
            } catch (\Throwable $problem) {
                throw EngineError::from($problem);
            }
            return 'ffi';
        }
        if (defined('ENTENTE_SERVICE')) {
            return 'service';
        }
        throw new EngineError('missing', __('The engine of Entente is not set up on this server. Writing and publishing work as always; deals are found again as soon as an administrator has set it up (Settings, Entente).', 'entente'));
    }

    /** The file that FFI loads: ENTENTE_LIBRARY of wp-config.php, else what the header was built for. */
    public static function library(): string
    {
        if (defined('ENTENTE_LIBRARY')) {
            return ENTENTE_LIBRARY;
        }
        $header = (string) @file_get_contents(dirname(FILE) . '/bridge/entente_ffi.h', false, null, 0, 4096);
        return preg_match('/^#define FFI_LIB "([^"]*)"/m', $header, $found) ? $found[1] : 'libentente_wordpress.so.1';
    }

    /** What an administrator does so that the engine can be used. */
    public static function advice(): string
    {
        if (!extension_loaded('FFI')) {
            return __('Switch on the PHP extension FFI (Debian: package php-common, file ffi.ini), or run the local service and name it in wp-config.php as ENTENTE_SERVICE.', 'entente');
        }
        return __('Install the library, copy the file entente.ini that came with it to the conf.d folder of PHP, and restart PHP. The value of ffi.enable stays as it is. Where PHP cannot be configured, run the local service and name it in wp-config.php as ENTENTE_SERVICE.', 'entente');
    }

    /** @return array{abi: int, version: string, text: string} */
    public static function version(): array
    {
        return self::call(static fn() => self::way() === 'service' ? Service::get('health')['engine'] : \EntenteBridge::version());
    }

    /** @return array an object of deal.schema.json */
    public static function extract(array $article): array
    {
        $started = hrtime(true);
        $read = self::call(static fn() => self::way() === 'service'
            ? Service::post('preview', ['content' => $article['body'], 'currency' => Settings::get('currency')] + $article)
            : self::decode(\EntenteBridge::extract($article, self::options())));
        self::$took = (hrtime(true) - $started) / 1e6;
        return $read;
    }

    /** Reads the sums of a text: the object of deal.schema.json. Errors: EngineError "not_found" where there is none. */
    public static function convert(string $text, string $to, string $on): array
    {
        return self::call(static fn() => self::way() === 'service'
            ? Service::post('convert', ['text' => $text, 'to' => $to, 'on' => $on])
            : self::decode(\EntenteBridge::convert($text, $to, $on, self::options())));
    }

    /** Whether an archive can be kept: the service only reads articles. */
    public static function hasArchive(): bool
    {
        return self::call(static fn() => self::way() !== 'service');
    }

    public static function archivePut(string $path, array $entry, string $title, string $body): void
    {
        self::call(static fn() => \EntenteBridge::archivePut($path, Settings::get('currency'), Json::write($entry), $title, $body));
    }

    public static function archiveRemove(string $path, string $id): void
    {
        self::call(static fn() => \EntenteBridge::archiveRemove($path, $id));
    }

    /** @return array an answer of query.schema.json */
    public static function archiveAsk(string $path, array $question): array
    {
        return self::call(static fn() => self::decode(\EntenteBridge::archiveAsk($path, Json::write($question), self::options())));
    }

    public static function archiveCheck(string $path): void
    {
        self::call(static fn() => \EntenteBridge::archiveCheck($path));
    }

    public static function archiveClose(): void
    {
        if (class_exists('EntenteBridge', false)) {
            self::call(static fn() => \EntenteBridge::archiveClose());
        }
    }

    private static function options(): array
    {
        return [
            'currency' => Settings::get('currency'),
            'lexicons' => defined('ENTENTE_LEXICONS') ? array_values((array) ENTENTE_LEXICONS) : [],
            'rates' => defined('ENTENTE_RATES') ? (string) ENTENTE_RATES : '',
        ];
    }

    private static function decode(string $json): array
    {
        return json_decode($json, true, 64, JSON_THROW_ON_ERROR);
    }

    private static function call(callable $work): mixed
    {
        try {
            return $work();
        } catch (\Throwable $problem) {
            throw EngineError::from($problem);
        }
    }
}
