package com.umcloud.umha.core.config.schema;

import com.umcloud.umha.api.secret.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/** SQLAlchemy's address of a database; a secret for the password in it, of which the rest may be shown. */
public record ConnectionType() implements ValueType {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+_.-]*://\\S+");

    @Override
    public Optional<Object> parse(String text) {
        return ADDRESS.matcher(text).matches() ? Optional.of(Secret.of(text)) : Optional.empty();
    }

    @Override
    public String allowed() {
        return "an address such as mysql://USER:PASSWORD@HOST/DATABASE?charset=utf8";
    }

    @Override
    public String display(Object value) {
        return SecretMask.url(((Secret) value).reveal());
    }

    @Override
    public Object plain(Object value) {
        return ((Secret) value).reveal();
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public boolean emptyIsUnset() {
        return true;
    }
}
