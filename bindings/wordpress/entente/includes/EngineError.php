<?php
namespace Entente;

/** What went wrong in the engine, as a sentence for the person in front of the screen. */
final class EngineError extends \RuntimeException
{
    /** @param string $status name of the library's status, or "library", "missing", "service" */
    public function __construct(public readonly string $status, string $message, public readonly string $origin = '')
    {
        parent::__construct($message);
    }

    public static function from(\Throwable $problem): self
    {
        if ($problem instanceof self) {
            return $problem;
        }
        if (!$problem instanceof \EntenteFailure) {
            return new self('internal', $problem->getMessage());
        }
        $text = $problem->getMessage();
        $where = $problem->origin;
        $message = match ($problem->status) {
            /* translators: %s: what the library said */
            'library' => sprintf(__('The engine of Entente cannot be used: %s', 'entente'), $text),
            /* translators: %s: place in the text */
            'bad_text' => sprintf(__('The text holds bytes that are no valid UTF-8 (%s). Delete the strange characters there and try again.', 'entente'), $where),
            /* translators: %s: what the library said */
            'limit' => sprintf(__('The text is larger than the engine reads: %s', 'entente'), $text),
            /* translators: 1: place in the file, 2: what the library said */
            'bad_pack' => sprintf(__('The list of names has a mistake at %1$s: %2$s', 'entente'), $where, $text),
            /* translators: %s: what the library said */
            'io' => sprintf(__('The file of the archive cannot be read or written: %s', 'entente'), $text),
            /* translators: %s: what the library said */
            'no_memory' => sprintf(__('The server has no memory left: %s', 'entente'), $text),
            default => $where === '' ? $text : "$text ($where)",
        };
        return new self($problem->status, $message, $where);
    }

    /** The number of HTTP that says whose turn it is: the caller's, or the server's. */
    public function http(): int
    {
        return match ($this->status) {
            'invalid_argument', 'bad_text', 'bad_record' => 400,
            'not_found' => 404,
            'limit' => 413,
            default => 503,
        };
    }

    public function response(): \WP_Error
    {
        return new \WP_Error('entente_' . $this->status, $this->getMessage(), ['status' => $this->http(), 'origin' => $this->origin]);
    }
}
