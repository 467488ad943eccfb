package com.umcloud.umha.notifiers.smtp;

import com.typesafe.config.Config;
import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code [email]}: the guide's keys and ours; defaults in this module's {@code reference.conf}. What is needed to
 * send is checked only if mail is switched on.
 *
 * @param enabled {@code enable_send_mail}
 * @param server {@code send_server}: name or address
 * @param port {@code send_port}, 1 to 65535
 * @param login whom to log in as ({@code sender_username}, {@code sender_pwd}); empty if {@code need_auth} is false
 * @param sender {@code sender_address}, else {@code sender_username}
 * @param receivers {@code receiver_list}, at least one
 * @param subject {@code mail_subject}: how every subject begins
 * @param tls {@code tls}
 * @param authorities {@code ca_file}: PEM certificates to trust; empty: those that Java trusts
 * @param connectTimeout {@code connect_timeout}
 * @param localHost {@code local_host}: the name to greet the server by
 */
public record SmtpConfig(
        boolean enabled,
        String server,
        int port,
        Optional<Login> login,
        String sender,
        List<String> receivers,
        String subject,
        TlsMode tls,
        Optional<Path> authorities,
        Duration connectTimeout,
        String localHost) {
    private static final String SECTION = "email";

    /** Whom to log in as. */
    public record Login(String user, Secret password) {}

    public SmtpConfig {
        receivers = List.copyOf(receivers);
        if (enabled) {
            List<String> problems = new ArrayList<>();
            checkWords(problems, server, subject, localHost);
            checkLogin(problems, login);
            checkAddresses(problems, sender, receivers);
            authorities
                    .filter(file -> !Files.isReadable(file))
                    .ifPresent(file -> problems.add("[email] ca_file: " + file + " cannot be read"));
            fail(problems);
        }
    }

    /**
     * Reads the section.
     *
     * @param hostName how to greet the server if {@code local_host} is empty
     * @throws UmhaException of type CONFIGURATION that names every problem
     */
    public static SmtpConfig from(Config config, String hostName) {
        SectionReader section = new SectionReader(config, SECTION);
        String user = section.text("sender_username");
        Secret password = Secret.of(section.text("sender_pwd"));
        String sender = section.text("sender_address");
        String authorities = section.text("ca_file");
        String localHost = section.text("local_host");
        List<String> problems = section.problems();
        Optional<SmtpConfig> read = Optional.empty();
        try {
            read = Optional.of(new SmtpConfig(
                    section.flag("enable_send_mail"),
                    section.text("send_server"),
                    section.port("send_port"),
                    section.flag("need_auth") ? Optional.of(new Login(user, password)) : Optional.empty(),
                    sender.isEmpty() ? user : sender,
                    section.list("receiver_list"),
                    section.text("mail_subject"),
                    section.choice("tls", TlsMode.AUTO, TlsMode.values()),
                    authorities.isEmpty() ? Optional.empty() : Optional.of(Path.of(authorities)),
                    section.duration("connect_timeout"),
                    localHost.isEmpty() ? hostName : localHost));
        } catch (UmhaException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        fail(problems);
        return read.orElseThrow();
    }

    /** Whether TLS begins with the connection. */
    public boolean tlsFromTheStart() {
        return tls == TlsMode.SSL || (tls == TlsMode.AUTO && port == 465);
    }

    /** Whether the server has to prove who it is. */
    public boolean verifiesServer() {
        return tls != TlsMode.AUTO || authorities.isPresent();
    }

    private static void checkWords(List<String> problems, String server, String subject, String localHost) {
        if (server.isEmpty() || !isPrintableAscii(server) || server.indexOf(' ') >= 0) {
            problems.add("[email] send_server: '" + server + "' is not the name or address of a mail server");
        }
        if (subject.chars().anyMatch(Character::isISOControl)) {
            problems.add("[email] mail_subject: it is one line of text without control characters");
        }
        if (localHost.isEmpty() || !isPrintableAscii(localHost) || localHost.indexOf(' ') >= 0) {
            problems.add("[email] local_host: '" + localHost + "' is not a host's name");
        }
    }

    private static void checkLogin(List<String> problems, Optional<Login> login) {
        login.ifPresent(it -> {
            if (it.user().isEmpty() || it.password().isEmpty()) {
                problems.add(
                        "[email] need_auth: it needs sender_username and sender_pwd; without login set it to false");
            }
        });
    }

    private static void checkAddresses(List<String> problems, String sender, List<String> receivers) {
        if (!isAddress(sender)) {
            problems.add("[email] sender_address: '" + sender
                    + "' is not a mail address; set it, or a sender_username that is one");
        }
        if (receivers.isEmpty()) {
            problems.add("[email] receiver_list: it is empty; name at least one address, separated by commas, or set"
                    + " enable_send_mail = false");
        }
        receivers.stream()
                .filter(receiver -> !isAddress(receiver))
                .forEach(receiver -> problems.add("[email] receiver_list: '" + receiver + "' is not a mail address"));
    }

    private static boolean isAddress(String text) {
        try {
            String address = new InternetAddress(text, true).getAddress();
            return text.chars().noneMatch(Character::isISOControl)
                    && isPrintableAscii(address)
                    && address.indexOf('@') > 0;
        } catch (AddressException e) {
            return false;
        }
    }

    private static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static void fail(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UmhaException(FailureType.CONFIGURATION, String.join("; ", problems));
        }
    }
}
