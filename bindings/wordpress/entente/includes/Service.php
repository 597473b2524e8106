<?php
namespace Entente;

/** A service on this machine that offers the routes preview, convert and health of openapi.json: for hosts where PHP has no FFI. */
final class Service
{
    public static function get(string $route): array
    {
        return self::send('GET', $route, null);
    }

    public static function post(string $route, array $data): array
    {
        return self::send('POST', $route, Json::write($data));
    }

    private static function send(string $method, string $route, ?string $body): array
    {
        $address = rtrim((string) ENTENTE_SERVICE, '/');
        $host = (string) wp_parse_url($address, PHP_URL_HOST);
        if (!in_array($host, ['127.0.0.1', 'localhost', '[::1]'], true)) {
            throw new EngineError('service', __('ENTENTE_SERVICE in wp-config.php names another machine. Texts that are not published yet stay on this one: name a service on 127.0.0.1.', 'entente'));
        }
        $response = wp_remote_request("$address/$route", ['method' => $method, 'body' => $body, 'timeout' => 10, 'redirection' => 0, 'headers' => ['Content-Type' => 'application/json']]);
        if (is_wp_error($response)) {
            /* translators: 1: address, 2: what went wrong */
            throw new EngineError('service', sprintf(__('The service of Entente at %1$s does not answer: %2$s', 'entente'), $address, $response->get_error_message()));
        }
        $data = json_decode(wp_remote_retrieve_body($response), true, 64);
        $code = wp_remote_retrieve_response_code($response);
        if ($code === 200 && is_array($data)) {
            return $data;
        }
        throw new EngineError(str_replace('entente_', '', (string) ($data['code'] ?? 'service')), (string) ($data['message'] ?? "HTTP $code"), (string) ($data['data']['origin'] ?? ''));
    }
}
