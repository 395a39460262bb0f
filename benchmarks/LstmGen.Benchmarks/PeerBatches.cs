namespace LstmGen.Benchmarks;

/// <summary>The peer for several numbers of windows a run; in a batch it counts at the one that suits it best.</summary>
internal sealed class PeerBatches : IDisposable
{
    private readonly Peer[] _peers;

    /// <summary>Sessions that hold the first windows each, checked against our outputs.</summary>
    /// <param name="model">Whose weights they have.</param>
    /// <param name="windows">As many windows as the largest batch.</param>
    /// <param name="outputs">What our model makes of them.</param>
    /// <param name="batches">Windows a run, ascending.</param>
    /// <exception cref="NotMeasuredException">The peer computes something else.</exception>
    public PeerBatches(SequenceModel model, ReadOnlySpan<float> windows, ReadOnlySpan<float> outputs, params ReadOnlySpan<int> batches)
    {
        _peers = new Peer[batches.Length];
        for (int i = 0; i < batches.Length; i++)
        {
            _peers[i] = new Peer(model, batches[i]);
            _peers[i].Load(windows);
            _peers[i].Run();
            Agreement.Require(outputs, _peers[i].Outputs);
        }
    }

    /// <summary>One for each batch.</summary>
    public IEnumerable<Contender> Contenders => _peers.Select(peer => new Contender($"ONNX Runtime at {peer.Windows}", n =>
    {
        for (int i = 0; i < n; i++) peer.Run();
    }));

    /// <summary>Seconds of a window, for each batch.</summary>
    /// <param name="seconds">Of a run, for each batch.</param>
    public double[] PerWindow(ReadOnlySpan<double> seconds)
    {
        double[] perWindow = new double[_peers.Length];
        for (int i = 0; i < perWindow.Length; i++)
        {
            perWindow[i] = seconds[i] / _peers[i].Windows;
        }

        return perWindow;
    }

    public void Dispose() => Array.ForEach(_peers, peer => peer?.Dispose());
}
