namespace LstmGen;

/// <summary>What <see cref="ModelExport.ExportOnnx(SequenceModel, string, OnnxExportOptions)"/> writes.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Whether the graph is one step of a stream, <c>Step</c> as a graph: its states go in, zero when a stream begins, and their next values come out under the same names with
    /// <c>_next</c>. The default is false: whole windows, as <c>PredictBatch</c> takes them.
    /// </summary>
    public bool Streaming { get; set; }

    /// <summary>
    /// Whether the graph has a second input, <c>lengths</c>, int64 [batch]: the valid steps of each window, 1 to LookBack, as the lengths of <c>PredictBatch</c>. The default is
    /// false: every window is full.
    /// </summary>
    public bool Lengths { get; set; }
}
