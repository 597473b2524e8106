<?php
namespace Entente;

/** JSON as it is kept and sent: Hangul as it is, decimals untouched. */
final class Json
{
    public static function write(mixed $value): string
    {
        return json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
    }

    /** What write() gave, or an empty array for what is none. */
    public static function read(?string $json): array
    {
        $value = $json === null || $json === '' ? [] : json_decode($json, true, 64);
        return is_array($value) ? $value : [];
    }
}
