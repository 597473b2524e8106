<?php
namespace Entente;

/** The names of kinds, statuses, roles and warnings in the language of the user. */
final class Words
{
    public static function kinds(): array
    {
        return [
            'partnership' => __('Partnership', 'entente'),
            'joint_venture' => __('Joint venture', 'entente'),
            'investment' => __('Investment', 'entente'),
            'acquisition' => __('Acquisition', 'entente'),
            'contract' => __('Contract', 'entente'),
        ];
    }

    public static function statuses(): array
    {
        return [
            'agreed' => __('agreed', 'entente'),
            'completed' => __('completed', 'entente'),
            'planned' => __('planned', 'entente'),
            'exploring' => __('in talks', 'entente'),
            'rumoured' => __('rumoured', 'entente'),
            'denied' => __('denied', 'entente'),
            'ended' => __('ended', 'entente'),
        ];
    }

    public static function roles(): array
    {
        return [
            'partner' => __('partner', 'entente'),
            'parent' => __('parent', 'entente'),
            'venture' => __('joint company', 'entente'),
            'investor' => __('investor', 'entente'),
            'investee' => __('investee', 'entente'),
            'acquirer' => __('acquirer', 'entente'),
            'target' => __('target', 'entente'),
            'seller' => __('seller', 'entente'),
            'supplier' => __('supplier', 'entente'),
            'customer' => __('customer', 'entente'),
        ];
    }

    public static function warnings(): array
    {
        return [
            'conversion_off' => __('A conversion is off', 'entente'),
            'sum_mismatch' => __('A total is not the sum of its parts', 'entente'),
            'ambiguous_currency' => __('A sum leaves its currency open', 'entente'),
            'conflicting_amounts' => __('One deal has two sums', 'entente'),
            'archive_conflict' => __('The archive says otherwise', 'entente'),
        ];
    }

    public static function verdicts(): array
    {
        return [
            'suggested' => __('Suggested', 'entente'),
            'accepted' => __('Accepted', 'entente'),
            'rejected' => __('Rejected', 'entente'),
        ];
    }

    /** Why a sum of the archive was not counted. */
    public static function reasons(): array
    {
        return [
            'no_amount' => __('no sum', 'entente'),
            'no_rate' => __('no rate of exchange', 'entente'),
            'counted_already' => __('counted already', 'entente'),
        ] + self::statuses();
    }
}
