using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>People, conversations, what comes in and goes out, tickets, knowledge, audit.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0001_Initial")]
internal sealed class M0001Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        People(migrationBuilder);
        Conversations(migrationBuilder);
        WebChat(migrationBuilder);
        Tickets(migrationBuilder);
        Knowledge(migrationBuilder);
        Audit(migrationBuilder);
    }

    private static void People(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "people",
            table => new
            {
                id = table.Identity(),
                handle = table.Column<string>(),
                name = table.Column<string>(),
                email = table.Column<string>(nullable: true),
                job_title = table.Column<string>(nullable: true),
                department = table.Column<string>(nullable: true),
                directory_id = table.Column<string>(nullable: true),
                roles = table.Column<int>(),
                manager = table.Column<string>(nullable: true),
                time_zone = table.Column<string>(nullable: true),
                locale = table.Column<string>(nullable: true),
                about = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_people", row => row.id));
        migrationBuilder.CreateIndex("ix_people_handle", "people", "handle", unique: true);
        migrationBuilder.CreateIndex("ix_people_directory_id", "people", "directory_id", unique: true);

        migrationBuilder.CreateTable(
            "person_accounts",
            table => new
            {
                channel_id = table.Column<string>(),
                account_id = table.Column<string>(),
                person_id = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_person_accounts", row => new { row.channel_id, row.account_id });
                table.ForeignKey("fk_person_accounts_person", row => row.person_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_person_accounts_person_id", "person_accounts", "person_id");
    }

    private static void Conversations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "chats",
            table => new
            {
                key = table.Column<string>(),
                channel_id = table.Column<string>(),
                conversation_id = table.Column<string>(),
                service_url = table.Column<string>(),
                bot_id = table.Column<string>(),
                bot_name = table.Column<string>(nullable: true),
                user_id = table.Column<string>(nullable: true),
                tenant_id = table.Column<string>(nullable: true),
                locale = table.Column<string>(nullable: true),
                is_group = table.Column<bool>(),
                person_id = table.Column<long>(nullable: true),
                seen_at = table.Column<long>(),
                welcomed_at = table.Column<long>(nullable: true),
                state = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_chats", row => row.key));
        migrationBuilder.CreateIndex("ix_chats_person", "chats", ["person_id", "seen_at"]);

        migrationBuilder.CreateTable(
            "inbox",
            table => new
            {
                id = table.Identity(),
                conversation_key = table.Column<string>(),
                activity_id = table.Column<string>(),
                received_at = table.Column<long>(),
                activity = table.Column<byte[]>(),
                status = table.Column<int>(),
                attempts = table.Column<int>(),
                handled_at = table.Column<long>(nullable: true),
                answer = table.Column<byte[]>(nullable: true),
                answer_status = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_inbox", row => row.id));
        migrationBuilder.CreateIndex("ix_inbox_activity", "inbox", ["conversation_key", "activity_id"], unique: true);
        migrationBuilder.CreateIndex("ix_inbox_pending", "inbox", "id", filter: "status = 0");
        migrationBuilder.CreateIndex("ix_inbox_next", "inbox", ["conversation_key", "id"], filter: "status = 0");

        migrationBuilder.CreateTable(
            "outbox",
            table => new
            {
                id = table.Identity(),
                conversation_key = table.Column<string>(),
                kind = table.Column<int>(),
                activity = table.Column<byte[]>(),
                reply_to_id = table.Column<string>(nullable: true),
                target = table.Column<long>(nullable: true),
                nonce = table.Column<string>(nullable: true),
                attempts = table.Column<int>(),
                created_at = table.Column<long>(),
                due_at = table.Column<long>(),
                owner = table.Column<string>(nullable: true),
                owned_until = table.Column<long>(nullable: true),
                done_at = table.Column<long>(nullable: true),
                outcome = table.Column<string>(nullable: true),
                external_id = table.Column<string>(nullable: true),
                error = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_outbox", row => row.id));
        migrationBuilder.CreateIndex("ix_outbox_waiting", "outbox", ["conversation_key", "id"], filter: "done_at IS NULL");
        migrationBuilder.CreateIndex("ix_outbox_nonce", "outbox", "nonce", filter: "nonce IS NOT NULL");

        migrationBuilder.CreateTable(
            "used_nonces",
            table => new { nonce = table.Column<string>(), used_at = table.Column<long>() },
            constraints: table => table.PrimaryKey("pk_used_nonces", row => row.nonce));

        migrationBuilder.CreateTable(
            "data_protection_keys",
            table => new { id = table.Identity(), name = table.Column<string>(), xml = table.Column<string>() },
            constraints: table => table.PrimaryKey("pk_data_protection_keys", row => row.id));
    }

    private static void WebChat(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "webchat_conversations",
            table => new
            {
                id = table.Column<string>(),
                user_id = table.Column<string>(),
                user_name = table.Column<string>(nullable: true),
                locale = table.Column<string>(nullable: true),
                is_ended = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_webchat_conversations", row => row.id));

        migrationBuilder.CreateTable(
            "webchat_activities",
            table => new
            {
                conversation_id = table.Column<string>(),
                sequence = table.Column<long>(),
                activity_id = table.Column<string>(),
                activity = table.Column<byte[]>(),
                client_activity_id = table.Column<string>(nullable: true),
                outbox_row = table.Column<long>(nullable: true),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_webchat_activities", row => new { row.conversation_id, row.sequence }));
        migrationBuilder.CreateIndex("ix_webchat_activities_client", "webchat_activities", ["conversation_id", "client_activity_id"], unique: true);
        migrationBuilder.CreateIndex("ix_webchat_activities_outbox", "webchat_activities", "outbox_row", unique: true);

        migrationBuilder.CreateTable(
            "webchat_files",
            table => new
            {
                id = table.Column<string>(),
                conversation_id = table.Column<string>(),
                name = table.Column<string>(),
                content_type = table.Column<string>(),
                bytes = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("pk_webchat_files", row => row.id));
    }

    private static void Tickets(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "number_series",
            table => new { prefix = table.Column<string>(), last = table.Column<long>() },
            constraints: table => table.PrimaryKey("pk_number_series", row => row.prefix));

        migrationBuilder.CreateTable(
            "tickets",
            table => new
            {
                id = table.Identity(),
                kind = table.Column<string>(),
                number = table.Column<string>(),
                title = table.Column<string>(),
                description = table.Column<string>(),
                requester_id = table.Column<long>(),
                service = table.Column<string>(nullable: true),
                group = table.Column<string>(),
                assignee_id = table.Column<long>(nullable: true),
                status = table.Column<string>(),
                opened_at = table.Column<long>(),
                updated_at = table.Column<long>(),
                resolved_at = table.Column<long>(nullable: true),
                resolution_code = table.Column<string>(nullable: true),
                resolution = table.Column<string>(nullable: true),
                resolved_by_id = table.Column<long>(nullable: true),
                reopened = table.Column<int>(),
                rating = table.Column<int>(nullable: true),
                version = table.Column<int>(),
                impact = table.Column<string>(nullable: true),
                urgency = table.Column<string>(nullable: true),
                priority = table.Column<string>(nullable: true),
                wants_call = table.Column<bool>(nullable: true),
                catalog_item = table.Column<string>(nullable: true),
                for_whom = table.Column<string>(nullable: true),
                needed_by = table.Column<DateOnly>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_tickets", row => row.id);
                table.ForeignKey("fk_tickets_requester", row => row.requester_id, "people", "id");
                table.ForeignKey("fk_tickets_assignee", row => row.assignee_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_tickets_number", "tickets", "number", unique: true);
        migrationBuilder.CreateIndex("ix_tickets_requester", "tickets", ["requester_id", "updated_at"]);
        migrationBuilder.CreateIndex("ix_tickets_queue", "tickets", ["status", "group"]);
        migrationBuilder.CreateIndex("ix_tickets_assignee", "tickets", "assignee_id");

        migrationBuilder.CreateTable(
            "ticket_entries",
            table => new
            {
                id = table.Identity(),
                ticket_id = table.Column<long>(),
                at = table.Column<long>(),
                author_id = table.Column<long>(nullable: true),
                kind = table.Column<string>(),
                what = table.Column<string>(),
                text = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_ticket_entries", row => row.id);
                table.ForeignKey("fk_ticket_entries_ticket", row => row.ticket_id, "tickets", "id");
                table.ForeignKey("fk_ticket_entries_author", row => row.author_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_ticket_entries_ticket", "ticket_entries", ["ticket_id", "id"]);
    }

    private static void Knowledge(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "articles",
            table => new
            {
                id = table.Identity(),
                number = table.Column<string>(),
                external_id = table.Column<string>(nullable: true),
                title = table.Column<string>(),
                body = table.Column<string>(),
                tags = table.Column<string>(),
                status = table.Column<string>(),
                audience = table.Column<string>(nullable: true),
                service = table.Column<string>(nullable: true),
                changed_at = table.Column<long>(),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_articles", row => row.id));
        migrationBuilder.CreateIndex("ix_articles_number", "articles", "number", unique: true);
        migrationBuilder.CreateIndex("ix_articles_external_id", "articles", "external_id", unique: true);
        migrationBuilder.CreateIndex("ix_articles_changed_at", "articles", "changed_at");

        migrationBuilder.CreateTable(
            "article_offers",
            table => new
            {
                id = table.Identity(),
                at = table.Column<long>(),
                person_id = table.Column<long>(),
                query = table.Column<string>(),
                articles = table.Column<string>(),
                solved_by = table.Column<string>(nullable: true),
                solved_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_article_offers", row => row.id));
        migrationBuilder.CreateIndex("ix_article_offers_person", "article_offers", ["person_id", "at"]);
    }

    private static void Audit(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "audit",
            table => new
            {
                id = table.Identity(),
                at = table.Column<long>(),
                person_id = table.Column<long>(nullable: true),
                action = table.Column<string>(),
                subject = table.Column<string>(),
                via = table.Column<string>(),
                details = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_audit", row => row.id));
        migrationBuilder.CreateIndex("ix_audit_subject", "audit", ["subject", "at"]);
    }
}
