namespace LstmGen;

// Of models that carry states from window to window.
internal sealed partial class TrainingEngine
{
    /// <summary>The states of the streams that the rows of a batch go on with; null to start every row from zero.</summary>
    public StreamStates? Streams { get; set; }

    /// <summary>The mean loss of windows in streams, as in prediction, each going on from the one before.</summary>
    /// <param name="rows">Of the windows.</param>
    /// <param name="windows">In streams.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="threads">The most threads to use, or −1.</param>
    /// <param name="losses">Receives the loss of each window; null where only the mean is wanted.</param>
    public double EvaluateStreams(WindowRows rows, WindowDataset windows, Loss loss, int threads, float[]? losses = null)
    {
        StreamStates? training = Streams;
        Streams = new StreamStates(_description.CarriedLength, windows.Streams);
        try
        {
            int[] order = windows.StreamOrder();
            float[]? batch = RowLosses = losses is null ? null : new float[windows.Streams];
            double sum = 0.0;
            int[] bounds = windows.StreamBatches();
            for (int i = 0; i + 1 < bounds.Length; i++)
            {
                int first = bounds[i], count = bounds[i + 1] - first;
                Streams.ResetWhere(windows, order, first, count);
                rows.Select(order, first);
                sum += Evaluate(rows, count, loss, threads) * count;
                for (int row = 0; batch is not null && row < count; row++)
                {
                    losses![order[first + row]] = batch[row];
                }
            }

            return sum / windows.Count;
        }
        finally
        {
            Streams = training;
            RowLosses = null;
        }
    }

    private void LoadStates(WorkerSpace space, int firstRow, int rows) => Streams!.Load(space.States.Span, firstRow, rows);
}
