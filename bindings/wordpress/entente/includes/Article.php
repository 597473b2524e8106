<?php
namespace Entente;

/** A post's text as the engine reads it: the title as plain text, the body as HTML, the day of publication. */
final class Article
{
    private function __construct(public readonly string $title, public readonly string $body, public readonly string $published)
    {
    }

    /** @param string $day "2024-06-04", or "" for a text that is not published yet: today, in the time zone of the site */
    public static function of(string $title, string $content, string $day = ''): self
    {
        // text of the classic editor has its paragraphs in blank lines, which HTML does not see
        $body = has_blocks($content) ? $content : wpautop($content);
        $day = preg_match('/^\d{4}-\d{2}-\d{2}/', $day, $found) && $found[0] > '0000-00-00' ? $found[0] : wp_date('Y-m-d');
        return new self(self::plain($title), wp_check_invalid_utf8($body) === $body ? $body : mb_scrub($body, 'UTF-8'), $day);
    }

    public static function ofPost(\WP_Post $post): self
    {
        $unpublished = in_array($post->post_status, ['draft', 'pending', 'auto-draft'], true);
        return self::of($post->post_title, $post->post_content, $unpublished ? '' : $post->post_date);
    }

    /** For Engine::extract. */
    public function input(): array
    {
        return ['title' => $this->title, 'body' => $this->body, 'html' => true, 'published' => $this->published, 'language' => Settings::get('language')];
    }

    /** Changes when the text does, or what it is read with; the day only where it is that of a publication. */
    public function hash(): string
    {
        $settings = array_map([Settings::class, 'get'], ['currency', 'language', 'kinds']);
        return hash('sha256', Json::write([VERSION, Engine::version()['text'], $settings, defined('ENTENTE_LEXICONS') ? ENTENTE_LEXICONS : null, $this->title, $this->body, $this->published]));
    }

    /** The words of a piece of the title or body, as a reader sees them. @param array{field: string, begin: int, end: int} $span in bytes */
    public function words(array $span): string
    {
        $text = $span['field'] === 'title' ? $this->title : $this->body;
        $slice = substr($text, $span['begin'], $span['end'] - $span['begin']);
        return $span['field'] === 'title' ? trim($slice) : self::plain($slice);
    }

    public static function plain(string $html): string
    {
        $text = preg_replace(['/<!--.*?-->/s', '#</(?:p|h[1-6]|li|td|th|div|blockquote|figcaption)>|<br\s*/?>#i', '/<[a-z\/!][^>]*>/i'], ['', ' ', ''], $html) ?? $html;
        $text = html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8');
        return trim(preg_replace('/[\s\x{00A0}]+/u', ' ', $text) ?? $text);
    }
}
