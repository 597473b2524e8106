<?php
/**
 * The only PHP code that touches the library: the C ABI as calls with strings and arrays.
 *
 * Two ways lead here. Preloaded (ffi.preload names entente_ffi.h, opcache.preload names preload.php): ffi.enable stays as it is, and
 * no other PHP code of the server may use FFI. Or load(), where FFI is allowed to all (the command line, ffi.enable=1).
 * Every failure of the library is an EntenteFailure.
 * Tested by: tests/wordpress/bridge_test.php
 */

final class EntenteFailure extends RuntimeException
{
    /** @param string $status name of the library's status ("bad_text"), or "library" where it cannot be called at all */
    public function __construct(public readonly string $status, string $message, public readonly string $origin = '')
    {
        parent::__construct($message);
    }
}

final class EntenteBridge
{
    public const ABI = 1;
    private static ?FFI $ffi = null;
    private static bool $loaded = false;
    /** @var array<string, FFI\CData> engines that this request uses */
    private static array $engines = [];
    /** @var array<string, FFI\CData> archives of this request, by path and mode */
    private static array $archives = [];

    /** Where FFI is open to all code: reads the header beside this file. Errors: EntenteFailure "library". */
    public static function load(string $header, string $library): void
    {
        if (!is_readable($library)) {
            throw new EntenteFailure('library', "The library $library is not there, or PHP may not read it.");
        }
        $text = @file_get_contents($header);
        if ($text === false) {
            throw new EntenteFailure('library', "The header $header is not there, or PHP may not read it.");
        }
        try {
            $ffi = FFI::cdef(preg_replace('/^#define FFI_.*$/m', '', $text), $library);
        } catch (Throwable $problem) {
            throw new EntenteFailure('library', "The library $library cannot be used: " . $problem->getMessage());
        }
        self::checked($ffi);
        self::$loaded = true;
    }

    /** Whether the class came by preload. */
    public static function preloaded(): bool
    {
        return !self::$loaded;
    }

    /** @return array{abi: int, version: string, text: string} */
    public static function version(): array
    {
        $ffi = self::ffi();
        return ['abi' => $ffi->entente_abi_version(), 'version' => $ffi->entente_version(), 'text' => $ffi->entente_version_text()];
    }

    /**
     * Reads one article and gives the JSON of deal.schema.json.
     * @param array{id?: string, title?: string, body: string, html?: bool, language?: string, published?: string} $article in UTF-8
     * @param array{currency?: string, lexicons?: list<string>, rates?: string} $options of the engine: paths of lexicons, and of the
     *   European Central Bank's daily rates (eurofxref-hist.csv or .zip)
     */
    public static function extract(array $article, array $options = []): string
    {
        $ffi = self::ffi();
        $engine = self::engine($options);
        $texts = [];
        $in = $ffi->new('entente_article');
        $in->size = FFI::sizeof($in);
        foreach (['id', 'title', 'body'] as $field) {
            $text = $article[$field] ?? '';
            $texts[$field] = self::bytes($text);
            $in->$field = $ffi->cast('char *', FFI::addr($texts[$field]));
            $in->{$field . '_bytes'} = strlen($text);
        }
        foreach (['language', 'published'] as $field) {
            $texts[$field] = self::bytes($article[$field] ?? '');
            $in->$field = $ffi->cast('char *', FFI::addr($texts[$field]));
        }
        $in->format = empty($article['html']) ? $ffi->ENTENTE_TEXT : $ffi->ENTENTE_HTML;
        [$out, $error] = [$ffi->new('entente_extraction *'), $ffi->new('entente_error *')];
        self::check($ffi->entente_extract($engine, FFI::addr($in), FFI::addr($out), FFI::addr($error)), $error);
        try {
            return $ffi->entente_extraction_json($out, null);
        } finally {
            $ffi->entente_extraction_free($out);
        }
    }

    /** Reads the sums of a text and converts them to $to at the rate of $on (a day, a month or ""): the JSON of deal.schema.json. */
    public static function convert(string $text, string $to, string $on, array $options = []): string
    {
        $ffi = self::ffi();
        [$out, $error] = [$ffi->new('entente_extraction *'), $ffi->new('entente_error *')];
        self::check($ffi->entente_convert(self::engine($options), $text, strlen($text), null, $to, $on === '' ? null : $on, FFI::addr($out), FFI::addr($error)), $error);
        try {
            return $ffi->entente_extraction_json($out, null);
        } finally {
            $ffi->entente_extraction_free($out);
        }
    }

    /** Keeps deals as the host's own entry, in place of what was there under its id. @param string $json an object of deal.schema.json */
    public static function archivePut(string $path, string $currency, string $json, string $title, string $body): void
    {
        $ffi = self::ffi();
        $error = $ffi->new('entente_error *');
        $archive = self::archive($path, $currency, $ffi->ENTENTE_ARCHIVE_CREATE);
        self::check($ffi->entente_archive_add_json($archive, $json, strlen($json), $title, strlen($title), $body, strlen($body), FFI::addr($error)), $error);
    }

    /** Takes the host's entry out; false where there was none. */
    public static function archiveRemove(string $path, string $id): bool
    {
        if (!is_file($path)) {
            return false;
        }
        $ffi = self::ffi();
        $error = $ffi->new('entente_error *');
        $status = $ffi->entente_archive_remove(self::archive($path, null, $ffi->ENTENTE_ARCHIVE_WRITE), $id, $ffi->ENTENTE_FROM_HOST, FFI::addr($error));
        if ($status === $ffi->ENTENTE_NOT_FOUND) {
            $ffi->entente_error_free($error);
            return false;
        }
        self::check($status, $error);
        return true;
    }

    /** Asks a question of query.schema.json. Errors: "not_found" where there is no archive yet. */
    public static function archiveAsk(string $path, string $question, array $options = []): string
    {
        $ffi = self::ffi();
        [$answer, $error] = [$ffi->new('entente_answer *'), $ffi->new('entente_error *')];
        $archive = self::archive($path, null, $ffi->ENTENTE_ARCHIVE_READ);
        self::check($ffi->entente_archive_query($archive, self::engine($options), $question, strlen($question), FFI::addr($answer), FFI::addr($error)), $error);
        try {
            return $ffi->entente_answer_text($answer, null);
        } finally {
            $ffi->entente_answer_free($answer);
        }
    }

    /** Reads all of an archive and looks whether it holds together. */
    public static function archiveCheck(string $path): void
    {
        $ffi = self::ffi();
        $error = $ffi->new('entente_error *');
        self::check($ffi->entente_archive_check(self::archive($path, null, $ffi->ENTENTE_ARCHIVE_READ), FFI::addr($error)), $error);
    }

    /** Closes what this request has open; the files may be deleted afterwards. */
    public static function archiveClose(): void
    {
        foreach (self::$archives as $archive) {
            self::ffi()->entente_archive_free($archive);
        }
        self::$archives = [];
    }

    private static function ffi(): FFI
    {
        if (self::$ffi === null) {
            try {
                $ffi = FFI::scope('ENTENTE');
            } catch (Throwable $problem) {
                throw new EntenteFailure('library', 'The library is not preloaded: ' . $problem->getMessage());
            }
            self::checked($ffi);
        }
        return self::$ffi;
    }

    private static function checked(FFI $ffi): void
    {
        $abi = $ffi->entente_abi_version();
        if ($abi !== self::ABI) {
            throw new EntenteFailure('library', sprintf('The library has version %d of its interface; this plugin was made for version %d.', $abi, self::ABI));
        }
        self::$ffi = $ffi;
        register_shutdown_function([self::class, 'archiveClose']);
    }

    /** The engine for these options: the process keeps it, and the next request finds it again. */
    private static function engine(array $options): FFI\CData
    {
        $ffi = self::ffi();
        [$currency, $lexicons, $rates] = [$options['currency'] ?? 'USD', $options['lexicons'] ?? [], $options['rates'] ?? ''];
        $key = hash('sha256', serialize([$currency, $lexicons, $rates]));
        // files that were written anew are read anew
        $stamp = hash('sha256', serialize(array_map(static fn(string $path) => [@filemtime($path), @filesize($path)], [...$lexicons, $rates])));
        if (isset(self::$engines[$key . $stamp])) {
            return self::$engines[$key . $stamp];
        }
        $engine = $ffi->entente_kept($key, $stamp);
        if ($engine === null) {
            $engine = self::open($currency, $lexicons, $rates);
            if ($ffi->entente_keep($key, $stamp, $engine) !== 1) {
                register_shutdown_function(static fn() => $ffi->entente_engine_free($engine));
                return self::$engines[$key . $stamp] = $engine;
            }
        }
        register_shutdown_function(static fn() => $ffi->entente_release($engine));
        return self::$engines[$key . $stamp] = $engine;
    }

    private static function open(string $currency, array $lexicons, string $rates): FFI\CData
    {
        $ffi = self::ffi();
        $texts = ['currency' => self::bytes($currency)];
        $in = $ffi->new('entente_engine_options');
        $in->size = FFI::sizeof($in);
        $in->currency = $ffi->cast('char *', FFI::addr($texts['currency']));
        $count = count($lexicons);
        if ($count > 0) {
            $list = $ffi->new("entente_lexicon[$count]");
            $pointers = $ffi->new("entente_lexicon *[$count]");
            foreach ($lexicons as $i => $path) {
                $texts[$i] = self::bytes($path);
                $list[$i]->size = FFI::sizeof($list[$i]);
                $list[$i]->path = $ffi->cast('char *', FFI::addr($texts[$i]));
                $pointers[$i] = FFI::addr($list[$i]);
            }
            $in->lexicons = $ffi->cast('entente_lexicon **', FFI::addr($pointers));
            $in->lexicon_count = $count;
        }
        if ($rates !== '') {
            $file = @file_get_contents($rates);
            if ($file === false) {
                throw new EntenteFailure('not_found', "The file of rates $rates is not there, or PHP may not read it.");
            }
            [$texts['rates'], $texts['name']] = [self::bytes($file), self::bytes(basename($rates))];
            $in->rates_ecb = $ffi->cast('char *', FFI::addr($texts['rates']));
            $in->rates_ecb_bytes = strlen($file);
            $in->rates_ecb_name = $ffi->cast('char *', FFI::addr($texts['name']));
        }
        [$engine, $error] = [$ffi->new('entente_engine *'), $ffi->new('entente_error *')];
        self::check($ffi->entente_engine_open(FFI::addr($in), FFI::addr($engine), FFI::addr($error)), $error);
        return $engine;
    }

    private static function archive(string $path, ?string $currency, int $mode): FFI\CData
    {
        $ffi = self::ffi();
        $key = $mode . $path;
        if (!isset(self::$archives[$key])) {
            $texts = self::bytes($currency ?? '');
            $in = $ffi->new('entente_archive_options');
            $in->size = FFI::sizeof($in);
            $in->mode = $mode;
            $in->wait_ms = 5000;  // an editor waits; the default is for programs
            $in->cache_mib = 8;
            if ($currency !== null) {
                $in->currency = $ffi->cast('char *', FFI::addr($texts));
            }
            [$archive, $error] = [$ffi->new('entente_archive *'), $ffi->new('entente_error *')];
            self::check($ffi->entente_archive_open($path, FFI::addr($in), FFI::addr($archive), FFI::addr($error)), $error);
            self::$archives[$key] = $archive;
        }
        return self::$archives[$key];
    }

    /** A copy with a NUL at its end, whose memory lives as long as the value. */
    private static function bytes(string $text): FFI\CData
    {
        $size = strlen($text) + 1;
        $copy = self::ffi()->new("char[$size]");
        FFI::memcpy($copy, $text . "\0", $size);
        return $copy;
    }

    private static function check(int $status, FFI\CData $error): void
    {
        $ffi = self::ffi();
        if ($status === $ffi->ENTENTE_OK) {
            return;
        }
        $failure = new EntenteFailure($ffi->entente_status_name($status), $ffi->entente_error_message($error), $ffi->entente_error_origin($error));
        $ffi->entente_error_free($error);
        throw $failure;
    }
}
