using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BotDesk.Data;

/// <summary>
/// The desk's database. Each practice brings the configuration of its own entities, found in this assembly.
/// </summary>
/// <remarks>
/// Code gets it from its scope: inside an operation of <see cref="DeskWriter"/> it is the one that the transaction commits;
/// elsewhere it only reads.
/// </remarks>
public sealed class DeskDb(DbContextOptions<DeskDb> options) : DbContext(options)
{
    private readonly List<Action> _afterCommit = [];
    private readonly Dictionary<IFollowed, bool> _changed = [];

    /// <summary>False outside an operation of <see cref="DeskWriter"/>: saving then is a mistake and throws.</summary>
    internal bool IsWriting { get; set; }

    /// <summary>Whether the database is SQLite, with one writer and no row locks.</summary>
    public bool IsSqlite => Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>Of people of whom nothing tells which they speak.</summary>
    public Language OrganisationLanguage => Organisation?.Language ?? Language.English;

    /// <summary>The options of a context that only reads know the application; to one that writes a lane gives it.</summary>
    internal IOrganisationLanguage? Organisation { get; set; } = options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<IOrganisationLanguage>();

    /// <summary>Does something when, and only when, the transaction is on disk. It must not throw and must be quick.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var noted = Note();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var noted = Note();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <summary>Ends an operation, whatever became of it: the next one finds nothing of it.</summary>
    internal void EndWriting()
    {
        IsWriting = false;
        _afterCommit.Clear();
        _changed.Clear();
    }

    internal Action[] TakeAfterCommit()
    {
        if (_afterCommit.Count == 0)
        {
            return [];
        }

        var actions = _afterCommit.ToArray();
        _afterCommit.Clear();
        return actions;
    }

    /// <summary>What was saved since it was last asked for.</summary>
    internal IReadOnlyCollection<Followed> TakeChanged()
    {
        if (_changed.Count == 0)
        {
            return [];
        }

        Followed[] changed = [.. _changed.Select(each => new Followed(each.Key, each.Value))];
        _changed.Clear();
        return changed;
    }

    /// <summary>Looks once for what has changed, and notes what something else follows from.</summary>
    /// <returns>Until it is disposed, changes are not looked for again.</returns>
    private Noted Note()
    {
        if (!IsWriting)
        {
            throw new InvalidOperationException("Changes are saved only inside an operation of DeskWriter.");
        }

        foreach (var entry in ChangeTracker.Entries<IFollowed>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                _changed.TryAdd(entry.Entity, entry.State == EntityState.Added);
            }
        }

        ChangeTracker.AutoDetectChangesEnabled = false;
        return new(ChangeTracker);
    }

    private readonly struct Noted(ChangeTracker tracker) : IDisposable
    {
        public void Dispose() => tracker.AutoDetectChangesEnabled = true;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // One convention for every instant: SQLite can neither order nor compare a DateTimeOffset column.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DeskDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (property.ClrType.IsEnum && !property.ClrType.IsDefined(typeof(FlagsAttribute), inherit: false))
                {
                    // Words, not numbers: the database is read by people, and an enum may be reordered. Flags are compared by bits.
                    property.SetProviderClrType(typeof(string));
                }
            }
        }
    }

    /// <summary><c>ChangedAt</c> is the column <c>changed_at</c>: plain SQL then needs no quotes on PostgreSQL.</summary>
    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>An instant as milliseconds since 1970-01-01T00:00Z.</summary>
    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        static instant => instant.ToUnixTimeMilliseconds(),
        static milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
