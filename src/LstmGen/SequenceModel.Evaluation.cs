using LstmGen.Kernels;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

// Answers to whole sets of windows, and what they are worth.
public abstract partial class SequenceModel
{
    /// <summary>
    /// The network's answers to all windows, in raw units, each bit-identical to that of <see cref="Predict(ReadOnlySpan{float}, int, Span{float})"/>. Of a model with
    /// <c>Stateful = true</c>, windows in streams go on where the one before ended, as in <see cref="Evaluate"/>.
    /// </summary>
    /// <param name="windows">Of this model's look-back and features, raw. Their targets are not looked at.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay. It changes no bit of the result.</param>
    /// <returns>OutputSteps × Outputs values for each window, in the order of the windows; 0 in the steps of an output sequence that are past its length.</returns>
    /// <exception cref="ArgumentException">The windows do not fit the model, or an id is no token.</exception>
    /// <exception cref="InvalidOperationException">The model scales and has no scaler yet.</exception>
    public float[] Predict(WindowDataset windows, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(windows);
        CheckInputs(windows, nameof(windows));
        RequireScaler();
        float[] outputs = new float[checked(windows.Count * Description.OutputSize)];
        DatasetPrediction.Read(this, windows, maxDegreeOfParallelism, outputs);
        return outputs;
    }

    /// <summary>
    /// Predicted values beside the targets, in raw units: errors, R² and what else <see cref="RegressionReport"/> has, for each target column and each step where there are several. Steps past the
    /// length of a window count nowhere. Of a distribution its mean counts, or the quantile nearest to the median.
    /// </summary>
    /// <param name="windows">Of this model's look-back, features and outputs, raw. Every value counts alike, whatever the weight of its window.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model, or its outputs are classes, labels or tags and no values.</exception>
    /// <exception cref="InvalidOperationException">The model scales and has no scaler yet.</exception>
    public RegressionReport EvaluateRegression(WindowDataset windows, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ModelDescription d = Description;
        if (!d.ScalesOutputs)
        {
            throw new ArgumentException($"Expected a model whose outputs are values, but those of {d.Name} are classes, labels or tags: EvaluateClasses, EvaluateLabels or EvaluateTags measure them.", nameof(windows));
        }

        WindowDataset shaped = CheckShape(windows, nameof(windows));
        if (windows.TargetSize != d.ForecastSize)
        {
            throw new ArgumentException($"Expected targets of {d.ForecastSize} values, one for each that {d.Name} predicts, but got {windows.TargetSize}.", nameof(windows));
        }

        return DatasetPrediction.Evaluate(this, shaped, maxDegreeOfParallelism);
    }

    /// <summary>
    /// The mean loss over steps instead of windows: every step counts alike, however long its window is, where <see cref="Evaluate"/> lets every window count alike, so that the steps of short windows
    /// count more. Weights of windows do not count.
    /// </summary>
    /// <param name="windows">Of this model's look-back, features and outputs, raw.</param>
    /// <param name="loss">The default is the mean squared error, or the loss of the model's head.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model.</exception>
    public StepLoss EvaluateSteps(WindowDataset windows, Loss? loss = null, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(windows);
        loss ??= Kernels.DefaultLoss;
        RequireScaler();
        TrainingEngine engine = EnterTraining(nameof(EvaluateSteps));
        try
        {
            engine.CheckWindows(windows, loss, nameof(windows));
            return StepLosses.Of(this, engine, Prepare(windows, loss), loss, maxDegreeOfParallelism);
        }
        finally
        {
            LeaveTraining(engine);
        }
    }

    /// <summary>The answers to windows in streams, each going on from the one before.</summary>
    internal void PredictStreams(WindowDataset windows, Span<float> outputs)
    {
        ModelDescription d = Description;
        var states = new StreamStates(d.CarriedLength, windows.Streams);
        float[] carried = new float[ModelDescription.TileRows * d.CarriedLength];
        float[] inputs = new float[ModelDescription.TileRows * d.InputSize];
        int[] order = windows.StreamOrder(), lengths = new int[ModelDescription.TileRows];
        AlignedBuffer rented = RentScratch(TileScratchLength(d.PredictionWorkspaceLength));
        using Reading reading = BeginReading();
        try
        {
            while (reading.Next())
            {
                states.Reset();
                int[] bounds = windows.StreamBatches();
                for (int place = 0, batch = 0; place < windows.Count;)
                {
                    // A tile is of one batch: the next window of a stream waits for the one before.
                    if (place == bounds[batch + 1]) batch++;
                    int stream = place - bounds[batch], rows = Math.Min(ModelDescription.TileRows, bounds[batch + 1] - place);
                    if (stream == 0) states.ResetWhere(windows, order, place, bounds[batch + 1] - place);
                    for (int row = 0; row < rows; row++)
                    {
                        windows.CopyInput(order[place + row], inputs.AsSpan(row * d.InputSize, d.InputSize));
                        lengths[row] = windows.LengthOf(order[place + row]);
                        GeneratedCalls.CheckWindow(this, inputs.AsSpan(row * d.InputSize, d.InputSize), lengths[row], outputs[..d.OutputSize]);
                    }

                    states.Load(carried, stream, rows);
                    Tile tile = ScratchTile(rented.Span, d.PredictionWorkspaceLength, inputs.AsSpan(0, rows * d.InputSize), rows, lengths.AsSpan(0, rows)) with { States = carried };
                    Kernels.PredictTile(tile);
                    states.Store(carried, stream, rows);
                    RowLengths valid = Kernels.OutputLengths(tile);
                    for (int row = 0; row < rows; row++)
                    {
                        Span<float> answer = outputs.Slice(order[place + row] * d.OutputSize, d.OutputSize);
                        tile.Outputs.Slice(row * d.OutputSize, d.OutputSize).CopyTo(answer);
                        Finish(answer, valid[row]);
                    }

                    place += rows;
                }
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    private void CheckInputs(WindowDataset windows, string parameter)
    {
        ModelDescription d = Description;
        if (windows.LookBack != d.LookBack || windows.Features != d.Features)
        {
            throw new ArgumentException($"{d.Name} sees {d.LookBack} steps × {d.Features} features; the windows have {windows.LookBack} × {windows.Features}.", parameter);
        }
    }
}
