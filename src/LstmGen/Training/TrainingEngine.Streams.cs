namespace LstmGen;

// Of models that carry states from window to window.
internal sealed partial class TrainingEngine
{
    /// <summary>The states of the streams that the rows of a batch go on with; null to start every row from zero.</summary>
    public StreamStates? Streams { get; set; }

    /// <summary>The mean loss of windows in streams, as in prediction, each going on from the one before.</summary>
    public double EvaluateStreams(WindowRows rows, WindowDataset windows, Loss loss, int threads)
    {
        StreamStates? training = Streams;
        Streams = new StreamStates(_description.CarriedLength, windows.Streams);
        try
        {
            int[] order = windows.StreamOrder();
            double sum = 0.0;
            for (int first = 0; first < windows.Count; first += windows.Streams)
            {
                int count = Math.Min(windows.Streams, windows.Count - first);
                rows.Select(order, first);
                sum += Evaluate(rows, count, loss, threads) * count;
            }

            return sum / windows.Count;
        }
        finally
        {
            Streams = training;
        }
    }

    private void LoadStates(WorkerSpace space, int firstRow, int rows) => Streams!.Load(space.States.Span, firstRow, rows);
}
