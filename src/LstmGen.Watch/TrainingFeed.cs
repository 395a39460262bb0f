using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LstmGen.Watch.Frames;

namespace LstmGen.Watch;

/// <summary>
/// Watches runs of <see cref="SequenceModel.Fit"/> and tells any number of viewers what happens, as server-sent events: the run, every epoch, pictures of the model between two updates
/// (the newest; a slow viewer misses some), and the end. <see cref="TrainingPage"/> is a page on top of it.
/// </summary>
/// <remarks>Pictures are made on the training thread, at most one an <see cref="TrainingFeedOptions.Interval"/>, fewer where they would take more than a fifth of the time, and none while nobody looks. A training with a viewer has the bits of one without.</remarks>
public class TrainingFeed : ITrainingObserver
{
    /// <summary>How long a viewer's wish waits for the next update before it is met without one.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(60);

    /// <summary>A picture may take one part of the time to this many parts of training.</summary>
    private const int Rest = 4;

    private readonly TrainingFeedOptions _options;
    private readonly Lock _drawing = new();
    private readonly Lock _gate = new();
    private readonly Recording _recording = new();
    private readonly List<string> _epochs = [];
    private Studio? _studio;
    private FeedView _view = new();
    private UpdateReport _update;
    private long _drawn;
    private double _cost;
    private int _run;
    private int _viewers;
    private string? _runText;
    private string? _frameText;
    private string? _endText;
    private int _frameNumber;
    private bool _closed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A feed that nobody watches yet.</summary>
    /// <param name="options">What to show; null for the defaults.</param>
    public TrainingFeed(TrainingFeedOptions? options = null) => _options = options ?? new TrainingFeedOptions();

    /// <summary>How many look at it now.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Runs that it has seen begin.</summary>
    public int Runs => Volatile.Read(ref _run);

    /// <inheritdoc/>
    public virtual void RunStarted(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_drawing)
        {
            _studio = new Studio(run, _options);
            _update = default;
            RunMessage message = _studio.Describe(_run + 1);
            if (_studio.Refuse(_view) is not null) _view = new FeedView();
            _recording.Start(message);
            Publish(() =>
            {
                _run++;
                _runText = Text(message, MessageContext.Default.RunMessage);
                _epochs.Clear();
                (_frameText, _endText) = (null, null);
            });
            DrawNow();
        }
    }

    /// <inheritdoc/>
    public virtual void Updated(in UpdateReport update)
    {
        lock (_drawing)
        {
            _update = update;
            if (Viewers == 0 || Environment.TickCount64 - Volatile.Read(ref _drawn) < Math.Max(_options.Interval.TotalMilliseconds, Rest * _cost)) return;
            _studio!.KeepGradient();
            DrawNow();
        }
    }

    /// <inheritdoc/>
    public virtual void Report(EpochReport value)
    {
        lock (_drawing)
        {
            EpochMessage message = _studio!.Describe(value);
            _studio.KeepGradient();
            _recording.Add(message);
            if (_recording.Wants(value.Epoch)) _recording.Add(_studio.Draw(_view, _update));
            string text = Text(message, MessageContext.Default.EpochMessage);
            Publish(() => _epochs.Add(text));
        }
    }

    /// <inheritdoc/>
    public virtual void RunEnded(FitReport? report)
    {
        lock (_drawing)
        {
            if (_studio is null) return;
            var message = new EndMessage(report?.StopReason.ToString() ?? "Failed", report?.ToString() ?? "", _studio.Sum());
            FrameMessage last = DrawNow();
            _recording.End(last, message);
            Publish(() => _endText = Text(message, MessageContext.Default.EndMessage));
        }
    }

    /// <summary>Draws the model as it is now. Called on the training thread while it waits, the picture has the gradient of the last update.</summary>
    public void Refresh()
    {
        lock (_drawing)
        {
            if (_studio is null) return;
            _studio.KeepGradient();
            DrawNow();
        }
    }

    /// <summary>What is looked at from now on, by all viewers.</summary>
    /// <param name="view">Layer, window, tensor, and a gate to hold.</param>
    /// <returns>Nothing; what was asked for is in the next picture.</returns>
    /// <exception cref="ArgumentException">There is no such layer, window, tensor, gate or unit.</exception>
    public async Task LookAsync(FeedView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        lock (_drawing)
        {
            if (_studio?.Refuse(view) is { } wrong) throw new ArgumentException(wrong, nameof(view));
            _view = view;
        }

        long before = Volatile.Read(ref _drawn);
        await Task.Delay(s_patience).ConfigureAwait(false);
        if (Volatile.Read(ref _drawn) != before) return;
        lock (_drawing)
        {
            if (_studio is not null) DrawNow();
        }
    }

    /// <summary>The events from the beginning of the run that goes on, or of the last one, until the feed is closed: <c>run</c>, <c>epoch</c>, <c>frame</c>, <c>end</c>, each with data in JSON.</summary>
    /// <param name="cancellationToken">When the viewer leaves.</param>
    /// <returns>Events; a picture that was replaced before the viewer took it is left out.</returns>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _viewers);
        try
        {
            int run = 0, epochs = 0, frame = -1;
            bool ended = false;
            while (true)
            {
                (List<SseItem<string>> items, Task changed, bool closed) = Take();
                foreach (SseItem<string> item in items)
                {
                    yield return item;
                }

                if (closed) yield break;
                if (items.Count == 0) await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            (List<SseItem<string>> Items, Task Changed, bool Closed) Take()
            {
                List<SseItem<string>> items = [];
                using Lock.Scope scope = _gate.EnterScope();
                if (_run != run)
                {
                    (run, epochs, frame, ended) = (_run, 0, -1, false);
                    items.Add(new(_runText!, "run"));
                }

                for (; epochs < _epochs.Count; epochs++)
                {
                    items.Add(new(_epochs[epochs], "epoch"));
                }

                if (_frameText is not null && frame != _frameNumber)
                {
                    frame = _frameNumber;
                    items.Add(new(_frameText, "frame"));
                }

                if (_endText is not null && !ended)
                {
                    ended = true;
                    items.Add(new(_endText, "end"));
                }

                return (items, _changed.Task, _closed && items.Count == 0);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    /// <summary>Ends the events, once the viewers have had all of them.</summary>
    public void Close() => Publish(() => _closed = true);

    /// <summary>The last run as one HTML page that needs neither this program nor a network: its losses, and up to 60 pictures of its course.</summary>
    /// <param name="path">Where to write it; a file that is there is replaced once the new one is whole.</param>
    /// <exception cref="InvalidOperationException">No run has begun.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string page;
        lock (_drawing)
        {
            page = _recording.ToPage() ?? throw new InvalidOperationException("Expected a run to save, but none has begun: set the page as Progress of FitOptions, and call Fit.");
        }

        WholeFile.Write(path, page);
    }

    /// <summary>A picture of now, for everybody. Under the lock of drawing.</summary>
    private FrameMessage DrawNow()
    {
        long start = Stopwatch.GetTimestamp();
        FrameMessage frame = _studio!.Draw(_view, _update);
        _cost = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Volatile.Write(ref _drawn, Environment.TickCount64);
        string text = Text(frame, MessageContext.Default.FrameMessage);
        Publish(() =>
        {
            _frameText = text;
            _frameNumber++;
        });
        return frame;
    }

    private void Publish(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private static string Text<T>(T message, JsonTypeInfo<T> type) => JsonSerializer.Serialize(message, type);
}
