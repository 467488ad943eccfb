package com.umcloud.umha.notifiers.smtp;

import com.umcloud.umha.api.notify.DeliveryResult;
import com.umcloud.umha.api.secret.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a failed attempt means. Replies 4yz and everything about the network may pass; replies 5yz, a refused login
 * and a certificate that is not trusted need an operator (RFC 5321 section 4.2.1).
 */
final class SmtpFailure {
    private static final Pattern REPLY = Pattern.compile("^([245]\\d\\d)[ -]");
    private static final int LONGEST_DETAIL = 500;

    private final SmtpConfig config;
    private final List<Throwable> chain;

    SmtpFailure(SmtpConfig config, Throwable error) {
        this.config = config;
        this.chain = chain(error);
    }

    /** The result for an attempt that reached no receiver. */
    DeliveryResult result() {
        Optional<AuthenticationFailedException> login = first(AuthenticationFailedException.class);
        if (login.isPresent()) {
            return login(text(login.get()));
        }
        Optional<SSLException> tls = first(SSLException.class);
        if (tls.isPresent()) {
            return tls();
        }
        if (text(chain.get(0)).startsWith("STARTTLS is required")) {
            return new DeliveryResult.Rejected(
                    server() + " does not offer STARTTLS; set [email] tls to what it does offer");
        }
        return isAboutReceivers() ? receivers(refusedReceivers()) : byReply();
    }

    /** Whether the mail failed for its receivers alone; what a server says of the mail itself counts for more. */
    boolean isAboutReceivers() {
        return !(chain.get(0) instanceof SMTPSendFailedException)
                && !refusedReceivers().isEmpty();
    }

    /** Whether the mail reached some receivers although it failed for others. */
    boolean reachedSome() {
        return chain.get(0) instanceof SendFailedException failed
                && failed.getValidSentAddresses() != null
                && failed.getValidSentAddresses().length > 0;
    }

    /** The receivers that were refused, with the server's words. */
    List<SMTPAddressFailedException> refusedReceivers() {
        return chain.stream()
                .filter(SMTPAddressFailedException.class::isInstance)
                .map(SMTPAddressFailedException.class::cast)
                .toList();
    }

    static boolean isTemporary(SMTPAddressFailedException refusal) {
        return refusal.getReturnCode() < 500;
    }

    /** {@code ops@example.com: 550 5.1.1 nobody of that name}. */
    String describe(SMTPAddressFailedException refusal) {
        return clean(refusal.getAddress() + ": " + text(refusal));
    }

    private DeliveryResult login(String reply) {
        String user = config.login().map(SmtpConfig.Login::user).orElse("");
        if (reply.startsWith("4")) {
            return new DeliveryResult.TryLater(clean(server() + " cannot check the login now: " + reply));
        }
        return new DeliveryResult.Rejected(clean(server() + " refuses the login of '" + user + "': " + reply
                + "; check [email] sender_username and sender_pwd, or set need_auth = false"));
    }

    private DeliveryResult tls() {
        boolean untrusted = first(CertificateException.class).isPresent();
        String detail = chain.get(chain.size() - 1).toString();
        if (untrusted) {
            return new DeliveryResult.Rejected(clean("the certificate of " + server() + " is not trusted: " + detail
                    + "; set [email] ca_file to its authority's certificate, and send_server to a name in it"));
        }
        return new DeliveryResult.TryLater(
                clean("no TLS with " + server() + ": " + detail + "; check [email] tls and send_port"));
    }

    private DeliveryResult receivers(List<SMTPAddressFailedException> refusals) {
        String detail = server() + " refuses every receiver: "
                + refusals.stream().map(this::describe).collect(Collectors.joining("; "));
        return refusals.stream().anyMatch(SmtpFailure::isTemporary)
                ? new DeliveryResult.TryLater(clean(detail))
                : new DeliveryResult.Rejected(clean(detail + "; check [email] receiver_list"));
    }

    private DeliveryResult byReply() {
        String detail = chain.stream().map(SmtpFailure::text).distinct().collect(Collectors.joining(": "));
        int code = chain.stream()
                .mapToInt(SmtpFailure::replyCode)
                .filter(it -> it > 0)
                .findFirst()
                .orElse(0);
        if (code < 500) {
            return new DeliveryResult.TryLater(clean(server() + ": " + detail));
        }
        String remedy = switch (code) {
            case 530, 538 -> "; check [email] need_auth and tls";
            default -> refusesSender() ? "; check [email] sender_address and need_auth" : "; ask who runs the server";
        };
        return new DeliveryResult.Rejected(clean(server() + " refuses the mail: " + detail + remedy));
    }

    private boolean refusesSender() {
        return first(SMTPSenderFailedException.class).isPresent()
                || first(SMTPSendFailedException.class)
                        .map(SMTPSendFailedException::getCommand)
                        .filter(command -> command.startsWith("MAIL"))
                        .isPresent();
    }

    private static int replyCode(Throwable error) {
        if (error instanceof SMTPSendFailedException refused) {
            return refused.getReturnCode();
        }
        Matcher reply = REPLY.matcher(text(error));
        return reply.find() ? Integer.parseInt(reply.group(1)) : 0;
    }

    private String server() {
        return "mail server " + config.server() + ":" + config.port();
    }

    /** One line without control characters and, whatever a server echoes, without the password. */
    private String clean(String detail) {
        String password = config.login()
                .map(SmtpConfig.Login::password)
                .map(Secret::reveal)
                .orElse("");
        String masked = password.isEmpty() ? detail : detail.replace(password, Secret.MASK);
        String line = masked.replaceAll("\\p{Cntrl}+", " ").trim();
        return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "..." : line;
    }

    private <T extends Throwable> Optional<T> first(Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String text(Throwable error) {
        @Nullable String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message.trim();
    }

    private static List<Throwable> chain(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        List<@Nullable Throwable> open = new ArrayList<>(List.of(error));
        while (!open.isEmpty()) {
            @Nullable Throwable next = open.remove(0);
            if (next != null && seen.add(next)) {
                chain.add(next);
                open.add(next instanceof MessagingException mail ? mail.getNextException() : null);
                open.add(next.getCause());
            }
        }
        return chain;
    }
}
