package com.umcloud.umha.core.config.files;

import java.util.regex.Pattern;

/** What may be a host's name in the guide's lists. */
final class HostName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,253}[A-Za-z0-9_])?");

    private HostName() {}

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }
}
