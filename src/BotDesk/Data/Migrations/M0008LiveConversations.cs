using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Conversations of employees with agents, and which lines of a ticket's history were said in one.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0008_LiveConversations")]
internal sealed class M0008LiveConversations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("live_chat", "ticket_entries", nullable: true);
        migrationBuilder.AddColumn<string>("picture", "ticket_entries", nullable: true);
        migrationBuilder.CreateIndex("ix_ticket_entries_live_chat", "ticket_entries", ["live_chat", "id"], filter: "live_chat IS NOT NULL");

        migrationBuilder.CreateTable(
            "live_conversations",
            table => new
            {
                id = table.Identity(),
                number = table.Column<string>(),
                requester_id = table.Column<long>(),
                ticket_id = table.Column<long>(),
                group = table.Column<string>(),
                status = table.Column<string>(),
                agent_id = table.Column<long>(nullable: true),
                meant_for_id = table.Column<long>(nullable: true),
                requester_chat = table.Column<string>(),
                agent_chat = table.Column<string>(nullable: true),
                opened_at = table.Column<long>(),
                waiting_since = table.Column<long>(),
                taken_at = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                agent_mark = table.Column<long>(),
                rating = table.Column<int>(nullable: true),
                version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_live_conversations", row => row.id);
                table.ForeignKey("fk_live_conversations_requester", row => row.requester_id, "people", "id");
                table.ForeignKey("fk_live_conversations_agent", row => row.agent_id, "people", "id");
                table.ForeignKey("fk_live_conversations_ticket", row => row.ticket_id, "tickets", "id");
            });
        migrationBuilder.CreateIndex("ix_live_conversations_number", "live_conversations", "number", unique: true);
        migrationBuilder.CreateIndex("ix_live_conversations_queue", "live_conversations", ["status", "group"]);

        // One person waits or talks in one live conversation at a time, whichever instance opens it.
        migrationBuilder.CreateIndex("ix_live_conversations_requester", "live_conversations", "requester_id", unique: true, filter: "status <> 'Ended'");
        migrationBuilder.CreateIndex("ix_live_conversations_agent", "live_conversations", "agent_id", filter: "status <> 'Ended'");

        migrationBuilder.CreateTable(
            "live_pictures",
            table => new
            {
                id = table.Column<string>(),
                conversation_id = table.Column<long>(),
                name = table.Column<string>(),
                content_type = table.Column<string>(),
                bytes = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_live_pictures", row => row.id);
                table.ForeignKey("fk_live_pictures_conversation", row => row.conversation_id, "live_conversations", "id");
            });
    }
}
