<?php
namespace Entente;

/** One deal of one post with what editors decided about it. */
final class Row
{
    public int $id = 0;
    public string $verdict = 'suggested';
    public bool $found = true;       // stands in the last reading
    public int $ordinal = 0;
    public ?array $edits = null;     // fields of the card that an editor set
    public ?array $accepted = null;  // the card as it stands on the page
    public int $reviewer = 0;
    public string $decided = '';     // UTC

    public function __construct(public readonly int $post, public string $key, public array $card)
    {
    }

    public static function of(array $columns): self
    {
        $row = new self((int) $columns['post_id'], $columns['deal_key'], Json::read($columns['card']));
        $row->id = (int) $columns['id'];
        $row->verdict = $columns['verdict'];
        $row->found = (bool) $columns['found'];
        $row->ordinal = (int) $columns['ordinal'];
        $row->edits = Json::read($columns['edits']) ?: null;
        $row->accepted = Json::read($columns['accepted']) ?: null;
        $row->reviewer = (int) $columns['reviewer'];
        $row->decided = $columns['decided'];
        return $row;
    }

    /** The card as an editor left it, on top of the last reading. */
    public function merged(): array
    {
        return array_merge($this->card, $this->edits ?? []);
    }

    /** What counts: on the page what was accepted, else the last reading with its edits. */
    public function effective(): array
    {
        return $this->accepted ?? $this->merged();
    }

    public function columns(): array
    {
        $card = $this->effective();
        $normalized = $card['amount']['normalized'] ?? null;
        $words = [...Reading::names($card), $card['subject'] ?? '', $card['amount']['text'] ?? '', ...array_column($card['evidence'], 'text')];
        return [
            'post_id' => $this->post,
            'deal_key' => $this->key,
            'verdict' => $this->verdict,
            'found' => (int) $this->found,
            'ordinal' => $this->ordinal,
            'kind' => $card['kind'],
            'status' => $card['status'],
            'day' => $card['date']['from'] ?? '',
            'value' => $normalized === null ? null : (float) $normalized['high'],
            'confidence' => (float) $card['confidence'],
            'words' => mb_strtolower(implode("\n", $words)),
            'card' => Json::write($this->card),
            'edits' => $this->edits === null ? null : Json::write($this->edits),
            'accepted' => $this->accepted === null ? null : Json::write($this->accepted),
            'reviewer' => $this->reviewer,
            'decided' => $this->decided,
        ];
    }

    /** For the sidebar and the desk: the reading, and beside it what was decided. */
    public function view(): array
    {
        return [
            'key' => $this->key,
            'verdict' => $this->verdict,
            'found' => $this->found,
            'edited' => $this->edits !== null,
            // the text says something else than what was accepted
            'changed' => $this->accepted !== null && !Reading::same($this->accepted, $this->merged()),
            'below' => (float) $this->card['confidence'] < Settings::get('threshold'),
            'post' => $this->post,
        ] + $this->effective() + ['now' => $this->accepted === null ? null : $this->merged()];
    }
}
