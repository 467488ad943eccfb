package com.umcloud.umha.core.pipeline;

import java.util.regex.Pattern;

/** Reads one entry of {@code publishers}. */
final class PublisherUrl {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,64})?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*");
    private static final String SUPPORTED = "; supported is udp://HOST[:PORT], an IPv6 address in brackets";

    private PublisherUrl() {}

    /**
     * Reads a URL; path, query and fragment are ignored, as Ceilometer does.
     *
     * @param defaultPort used where the URL has none
     * @throws IllegalArgumentException if it is not a UDP target
     */
    static UdpTarget parse(String url, int defaultPort) {
        int colon = url.indexOf("://");
        if (colon < 0 && !SCHEME.matcher(url).matches()) {
            throw refused(url, "has no scheme: write udp://" + url);
        }
        String scheme = colon < 0 ? url : url.substring(0, colon);
        if (!scheme.equalsIgnoreCase("udp")) {
            throw refused(url, "is of a kind that UMHA does not have");
        }
        String place = colon < 0 ? "" : url.substring(colon + 3).split("[/?#]", 2)[0];
        if (place.indexOf('@') >= 0) {
            throw refused(url, "holds an '@': datagrams carry no user name");
        }
        return place.startsWith("[") ? bracketed(url, place, defaultPort) : plain(url, place, defaultPort);
    }

    private static UdpTarget bracketed(String url, String place, int defaultPort) {
        int end = place.indexOf(']');
        String host = end < 0 ? "" : place.substring(1, end);
        String rest = end < 0 ? "" : place.substring(end + 1);
        if (!IPV6.matcher(host).matches() || host.indexOf(':') < 0 || !(rest.isEmpty() || rest.startsWith(":"))) {
            throw refused(url, "has a malformed IPv6 address");
        }
        return new UdpTarget(host, rest.isEmpty() ? defaultPort : port(url, rest.substring(1), defaultPort));
    }

    private static UdpTarget plain(String url, String place, int defaultPort) {
        int colon = place.indexOf(':');
        if (colon != place.lastIndexOf(':')) {
            throw refused(url, "has more than one ':' in its address");
        }
        String host = colon < 0 ? place : place.substring(0, colon);
        if (host.isEmpty()) {
            throw refused(url, "names no host");
        }
        if (!NAME.matcher(host).matches()) {
            throw refused(url, "has a malformed host '" + host + "'");
        }
        return new UdpTarget(host, colon < 0 ? defaultPort : port(url, place.substring(colon + 1), defaultPort));
    }

    private static int port(String url, String text, int defaultPort) {
        if (text.isEmpty()) {
            return defaultPort;
        }
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw refused(url, "has the port '" + text + "'; it must be 1 to 65535");
        }
        return port;
    }

    private static IllegalArgumentException refused(String url, String reason) {
        return new IllegalArgumentException("publisher '" + url + "' " + reason + SUPPORTED);
    }
}
