-- What operators say to UMHA, and what UMHA says of each host. Times are UTC.

CREATE TABLE IF NOT EXISTS maintenance (
  hostname VARCHAR(255) NOT NULL COMMENT 'the host that is left alone',
  owner    VARCHAR(255) NOT NULL COMMENT 'who works on it',
  reason   LONGTEXT     NOT NULL COMMENT 'why, in one line',
  since_at DATETIME(6)  NOT NULL COMMENT 'UTC',
  until_at DATETIME(6)           COMMENT 'when it ends by itself, UTC; null if somebody has to end it',
  PRIMARY KEY (hostname)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS arming (
  name          VARCHAR(64)  NOT NULL COMMENT 'what is armed; one row, processing',
  armed         BOOLEAN      NOT NULL COMMENT '0: nothing that changes the world is begun',
  finish_begun  BOOLEAN      NOT NULL COMMENT 'whether, disarmed, recoveries whose host was off before go on',
  operator_name VARCHAR(255) NOT NULL COMMENT 'who said so',
  reason        LONGTEXT     NOT NULL COMMENT 'why, in one line',
  changed_at    DATETIME(6)  NOT NULL COMMENT 'UTC',
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS acknowledgement (
  kind            VARCHAR(32)  NOT NULL COMMENT 'BLOCK_PERIOD (a host may be fenced again) or BREAKER (hosts are fenced although many fail)',
  subject         VARCHAR(255) NOT NULL COMMENT 'the host; empty for the breaker',
  operator_name   VARCHAR(255) NOT NULL COMMENT 'who knows of it',
  reason          LONGTEXT     NOT NULL COMMENT 'why, in one line',
  acknowledged_at DATETIME(6)  NOT NULL COMMENT 'when the processor heard it, UTC',
  PRIMARY KEY (kind, subject)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS operator_word (
  id                  VARCHAR(64)  NOT NULL,
  kind                VARCHAR(64)  NOT NULL COMMENT 'what is said, such as CONFIRM_OFF',
  subject             VARCHAR(255) NOT NULL COMMENT 'the host, incident or instance it is about',
  incident_id         VARCHAR(64)           COMMENT 'the incident that the operator had in mind, if any',
  operator_name       VARCHAR(255) NOT NULL COMMENT 'who says it',
  reason              LONGTEXT     NOT NULL COMMENT 'why, in one line',
  destination_checked BOOLEAN      NOT NULL COMMENT 'that the operator has looked on the destination of the instance',
  said_at             DATETIME(6)  NOT NULL COMMENT 'UTC',
  handled_at          DATETIME(6)           COMMENT 'when the processor heard it, or it was withdrawn, UTC; null while it waits',
  handled_epoch       BIGINT                COMMENT 'the epoch of the lease under which it was heard; null if it was withdrawn',
  accepted            BOOLEAN               COMMENT 'whether it was followed',
  outcome             LONGTEXT              COMMENT 'what became of it, in one line',
  PRIMARY KEY (id),
  KEY ix_operator_word_handled_at (handled_at, said_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS host_judgement (
  hostname    VARCHAR(255) NOT NULL COMMENT 'the host',
  ruling      VARCHAR(16)  NOT NULL COMMENT 'what all gates together say: PASS, HOLD, EXEMPT or REHEARSE',
  incident_id VARCHAR(64)           COMMENT 'its open incident, if any',
  judged_at   DATETIME(6)  NOT NULL COMMENT 'when it was judged so, at most a minute behind, UTC',
  document    LONGTEXT     NOT NULL COMMENT 'what was seen and what each gate said, since when, as JSON',
  PRIMARY KEY (hostname)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
