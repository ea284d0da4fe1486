package io.relayguard.repositories;

import java.sql.SQLException;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.jpa.JPAMailRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** James's JPA repository in a real PostgreSQL. */
@ExtendWith(PostgresPresent.class)
class PostgresRepositoryTest extends RepositoryContract {
    private static Postgres database;
    private static EntityManagerFactory entities;

    @BeforeAll
    static void start() throws Exception {
        database = new Postgres();
        entities = Persistence.createEntityManagerFactory(
                "Global",
                Map.of(
                        "openjpa.ConnectionDriverName",
                        "org.postgresql.Driver",
                        "openjpa.ConnectionURL",
                        database.url(),
                        "openjpa.ConnectionUserName",
                        Postgres.USER));
    }

    /** As docs/buffer.md has it: James's table has room for 20 characters. */
    @BeforeEach
    void makeRoomForAddresses() throws SQLException {
        entities.createEntityManager().close();
        database.execute("ALTER TABLE JAMES_MAIL_STORE ALTER COLUMN REMOTE_ADDR TYPE VARCHAR(45)");
    }

    @Test
    void withoutRoomForItsAddressAMailStaysWithJames() throws Exception {
        database.execute("ALTER TABLE JAMES_MAIL_STORE ALTER COLUMN REMOTE_ADDR TYPE VARCHAR(20)");
        mailOfALongAddressStaysWithJames();
    }

    @AfterAll
    static void stop() throws Exception {
        entities.close();
        database.stop();
    }

    @AfterEach
    void empty() {
        var manager = entities.createEntityManager();
        manager.getTransaction().begin();
        var unused = manager.createQuery("DELETE FROM JamesMailStore mail").executeUpdate();
        manager.getTransaction().commit();
        manager.close();
    }

    @Override
    MailRepositoryStore store(MailRepositoryUrlStore list) throws Exception {
        return Stores.of(protocol(), JPAMailRepository.class, list, (name, url) -> {
            try {
                return new JPAMailRepository(entities, url);
            } catch (ConfigurationException wrong) {
                throw new IllegalStateException(wrong);
            }
        });
    }

    @Override
    String protocol() {
        return "jpa";
    }
}
