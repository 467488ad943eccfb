package com.umcloud.umha.testkit.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a message of one text part: RFC 5322 header fields, RFC 2047 encoded words, RFC 2045 transfer encodings. */
final class MailDecoder {
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?\\s]*)\\?=");
    private static final Pattern BETWEEN_ENCODED_WORDS = Pattern.compile("(?<=\\?=)\\s+(?==\\?)");
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private MailDecoder() {}

    /** @param content the message as sent after DATA, dots unstuffed, lines ended by CR LF */
    static ReceivedMail decode(String from, List<String> receivers, byte[] content, boolean encrypted) {
        String raw = new String(content, StandardCharsets.ISO_8859_1);
        int end = raw.indexOf("\r\n\r\n");
        String head = end < 0 ? raw : raw.substring(0, end);
        String body = end < 0 ? "" : raw.substring(end + 4);
        Map<String, List<String>> headers = headers(head);
        return new ReceivedMail(from, receivers, first(headers, "Subject"), headers, body(body, headers), encrypted);
    }

    private static Map<String, List<String>> headers(String head) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : head.replaceAll("\r\n(?=[ \t])", "").split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(decodeWords(line.substring(colon + 1).trim()));
            }
        }
        return headers;
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().get(0))
                .findFirst()
                .orElse("");
    }

    static String decodeWords(String value) {
        String text = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Matcher word = ENCODED_WORD.matcher(BETWEEN_ENCODED_WORDS.matcher(text).replaceAll(""));
        return word.replaceAll(found -> Matcher.quoteReplacement(new String(
                found.group(2).equalsIgnoreCase("B")
                        ? Base64.getDecoder().decode(found.group(3))
                        : quotedPrintable(found.group(3).replace('_', ' ')),
                Charset.forName(found.group(1)))));
    }

    private static String body(String raw, Map<String, List<String>> headers) {
        byte[] bytes = switch (first(headers, "Content-Transfer-Encoding").toLowerCase(Locale.ROOT)) {
            case "base64" -> Base64.getMimeDecoder().decode(raw.trim());
            case "quoted-printable" -> quotedPrintable(raw);
            default -> raw.getBytes(StandardCharsets.ISO_8859_1);
        };
        Matcher charset = CHARSET.matcher(first(headers, "Content-Type"));
        String text = new String(bytes, charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8);
        return text.replace("\r\n", "\n").stripTrailing();
    }

    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String joined = text.replaceAll("=[ \t]*\r\n", "");
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (c == '=' && i + 2 < joined.length()) {
                bytes.write(Integer.parseInt(joined, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
