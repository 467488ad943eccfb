package com.umcloud.umha.core.store.database;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A database URL as SQLAlchemy writes it: {@code dialect[+driver]://user:password@host:port/database?options}. As there,
 * the password ends at the last {@code @}, so that it may hold unencoded {@code :}, {@code /} and {@code @}, and a
 * {@code %} that begins no code stands for itself.
 */
record SqlAlchemyUrl(
        String host,
        int port,
        String database,
        String username,
        Secret password,
        boolean encrypted,
        List<String> remarks) {
    private static final int DEFAULT_PORT = 3306;
    private static final Set<String> DIALECTS = Set.of("mysql", "mariadb");
    private static final String EXAMPLE = "mysql://user:password@host:3306/database";

    static SqlAlchemyUrl parse(String url) {
        String text = url.strip();
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            throw unusable("it has no '://'", "");
        }
        String dialect = text.substring(0, scheme).toLowerCase(Locale.ROOT);
        String rest = text.substring(scheme + 3);
        if (!DIALECTS.contains(dialect.split("\\+", 2)[0])) {
            throw unusable("'" + dialect + "' is not one of mysql, mysql+DRIVER, mariadb, mariadb+DRIVER", "");
        }
        int at = rest.lastIndexOf('@');
        if (at < 0) {
            throw unusable("it has no '@' between user and host", "");
        }
        String credentials = rest.substring(0, at);
        String place = rest.substring(at + 1);
        String shown = dialect + "://" + Secret.MASK + "@" + place.split("\\?", 2)[0];
        return parse(credentials, place, shown);
    }

    private static SqlAlchemyUrl parse(String credentials, String place, String shown) {
        int question = place.indexOf('?');
        String options = question < 0 ? "" : place.substring(question + 1);
        String path = question < 0 ? place : place.substring(0, question);
        int slash = path.indexOf('/');
        String database = slash < 0 ? "" : percentDecode(path.substring(slash + 1));
        if (database.isBlank()) {
            throw unusable("it names no database after the host", shown);
        }
        int colon = credentials.indexOf(':');
        String username = percentDecode(colon < 0 ? credentials : credentials.substring(0, colon));
        if (username.isEmpty()) {
            throw unusable("it names no user", shown);
        }
        Secret password = Secret.of(colon < 0 ? "" : percentDecode(credentials.substring(colon + 1)));
        String authority = path.substring(0, slash);
        List<String> remarks = new ArrayList<>();
        boolean encrypted = readOptions(options, shown, remarks);
        return new SqlAlchemyUrl(
                host(authority, shown), port(authority, shown), database, username, password, encrypted, remarks);
    }

    private static String host(String authority, String shown) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            if (end < 0) {
                throw unusable("the address in brackets does not end", shown);
            }
            return authority.substring(1, end);
        }
        int colon = authority.indexOf(':');
        if (colon != authority.lastIndexOf(':')) {
            throw unusable("an IPv6 address stands in brackets", shown);
        }
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return host.isEmpty() ? "localhost" : host;
    }

    private static int port(String authority, String shown) {
        int colon = authority.indexOf(':', authority.startsWith("[") ? authority.indexOf(']') : 0);
        if (colon < 0 || colon == authority.length() - 1) {
            return DEFAULT_PORT;
        }
        String text = authority.substring(colon + 1);
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw unusable("the port '" + text + "' is not a number from 1 to 65535", shown);
    }

    /** Returns whether TLS is demanded. */
    private static boolean readOptions(String options, String shown, List<String> remarks) {
        boolean encrypted = false;
        for (String option : options.split("&", -1)) {
            String name = option.split("=", 2)[0];
            switch (name) {
                case "", "charset", "use_unicode", "binary_prefix" -> {}
                case "unix_socket" ->
                    throw unusable(
                            "unix_socket is not supported: name the server's TCP address, such as 127.0.0.1:3306",
                            shown);
                case "ssl", "ssl_ca", "ssl_cert", "ssl_key", "ssl_capath", "ssl_verify_cert" -> {
                    encrypted = true;
                    remarks.add("database option " + name
                            + ": the connection is encrypted, but the server's certificate is not checked");
                }
                default -> remarks.add("database option " + name + " is not used");
            }
        }
        return encrypted;
    }

    static String percentDecode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static String percentEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static UmhaException unusable(String why, String shown) {
        return new UmhaException(
                FailureType.CONFIGURATION,
                "the database connection" + (shown.isEmpty() ? "" : " " + shown) + " cannot be used: " + why
                        + "; it looks like " + EXAMPLE);
    }
}
