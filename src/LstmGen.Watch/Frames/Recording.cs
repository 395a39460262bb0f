using System.Text.Json;
using LstmGen.Watch.Serving;

namespace LstmGen.Watch.Frames;

/// <summary>The course of a run, thinned as it grows: all epochs, and pictures at equal distances.</summary>
internal sealed class Recording
{
    private const int MostFrames = 60;

    private readonly List<EpochMessage> _epochs = [];
    private readonly List<FrameMessage> _frames = [];
    private RunMessage? _run;
    private EndMessage? _end;
    private int _every = 1;

    public void Start(RunMessage run)
    {
        (_run, _end, _every) = (run, null, 1);
        _epochs.Clear();
        _frames.Clear();
    }

    /// <summary>Whether a picture of this epoch is to be kept.</summary>
    public bool Wants(int epoch) => epoch % _every == 0;

    public void Add(EpochMessage epoch) => _epochs.Add(epoch);

    /// <summary>Keeps a picture; when there are too many, every second one goes.</summary>
    public void Add(FrameMessage frame)
    {
        _frames.Add(frame);
        if (_frames.Count < MostFrames) return;
        _every *= 2;
        _frames.RemoveAll(kept => kept.Epoch % _every != 0);
    }

    public void End(FrameMessage last, EndMessage end)
    {
        _frames.Add(last);
        _end = end;
    }

    /// <summary>A page with everything in it; null where there is nothing.</summary>
    public string? ToPage() => _run is null
        ? null
        : PageFiles.SingleFile(JsonSerializer.Serialize(new RecordingMessage(_run, _epochs, _frames, _end), MessageContext.Default.RecordingMessage));
}
