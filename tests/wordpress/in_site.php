<?php
// What the tests inside a real WordPress share: texts, users, posts, routes. The program's first argument is the site.
require __DIR__ . '/site/load.php';
require __DIR__ . '/check.php';
const INVESTMENT = '가온전자는 새벽로보틱스에 120억원을 투자했다.';
const PACT = '한결텔레콤은 한국전자와 업무협약을 체결했다.';

function as_user(string $login): void
{
    wp_set_current_user($login === '' ? 0 : get_user_by('login', $login)->ID);
}

function make_post(string $content, string $status = 'publish', string $title = '', string $day = '2024-05-04 09:00:00', string $author = 'author'): int
{
    $id = wp_insert_post(wp_slash(['post_title' => $title, 'post_content' => $content, 'post_status' => $status, 'post_date' => $day, 'post_author' => get_user_by('login', $author)->ID]), true);
    return is_wp_error($id) ? throw new LogicException($id->get_error_message()) : $id;
}

function paragraphs(string ...$texts): string
{
    return implode("\n\n", array_map(fn($text) => "<!-- wp:paragraph -->\n<p>$text</p>\n<!-- /wp:paragraph -->", $texts));
}

/** @return array{int, mixed} number of HTTP and data */
function rest(string $method, string $route, array $data = []): array
{
    $request = new WP_REST_Request($method, "/entente/v1$route");
    $method === 'GET' ? $request->set_query_params($data) : $request->set_body_params($data);
    $response = rest_do_request($request);
    return [$response->get_status(), json_decode(json_encode($response->get_data()), true)];
}
