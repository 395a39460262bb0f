using System.Collections.Concurrent;

namespace Playground.Runs;

/// <summary>The trainings that somebody looks at: a page that closes ends its own.</summary>
internal sealed class RunRegistry : IDisposable
{
    /// <summary>Trainings at once: as many pages as somebody may have open.</summary>
    public const int Most = 4;

    /// <summary>How long a training waits for the first look of who asked for it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, PlaygroundRun> _runs = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _runs.Count;

    /// <summary>Adds a training, and starts it.</summary>
    /// <exception cref="ProblemException">There are too many.</exception>
    public string Add(PlaygroundRun run)
    {
        if (_runs.Count >= Most)
        {
            run.Dispose();
            throw new ProblemException("run", $"Expected at most {Most} trainings at once: close another page of this playground first.");
        }

        string id = Guid.NewGuid().ToString("N");
        _runs[id] = run;
        run.Start();
        _ = EndUnlessWatchedAsync(id, run);
        return id;
    }

    /// <summary>A training; null where there is none of this name any more.</summary>
    public PlaygroundRun? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>Ends a training.</summary>
    public void Remove(string id)
    {
        if (_runs.TryRemove(id, out PlaygroundRun? run)) run.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string id in _runs.Keys)
        {
            Remove(id);
        }
    }

    private async Task EndUnlessWatchedAsync(string id, PlaygroundRun run)
    {
        await Task.Delay(s_patience).ConfigureAwait(false);
        if (run.Control.Viewers == 0) Remove(id);
    }
}
