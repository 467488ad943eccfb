package com.umcloud.umha.core.reachability;

import java.util.regex.Pattern;

/** What an address to be probed may look like. */
final class Address {
    /** Host names, IPv4 and IPv6 addresses, the latter with a zone; never something a program takes for an option. */
    private static final Pattern WELL_FORMED =
            Pattern.compile("[A-Za-z0-9:_][A-Za-z0-9:._-]{0,254}(%[A-Za-z0-9._-]{1,64})?");

    private static final Pattern ONLY_DIGITS = Pattern.compile("[0-9.]+");

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

    private Address() {}

    static boolean isWellFormed(String address) {
        return WELL_FORMED.matcher(address).matches()
                && (!ONLY_DIGITS.matcher(address).matches()
                        || IPV4.matcher(address).matches());
    }

    /** Whether a well-formed address is numeric, so that nobody has to be asked for it. */
    static boolean isLiteral(String address) {
        return address.indexOf(':') >= 0 || IPV4.matcher(address).matches();
    }
}
