using BotDesk.Conversation;
using BotDesk.People;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>What the catalog has by a name of its own.</summary>
internal sealed class NamedItems(Catalog catalog) : INamedThings
{
    public string? Find(string words, Person person) => catalog.Meant(words, person)?.Key;
}
