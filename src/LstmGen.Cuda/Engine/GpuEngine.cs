using System.Collections.Immutable;
using LstmGen.Runtime;

namespace LstmGen.Cuda.Engine;

/// <summary>
/// Takes batches through a model's program on a GPU. It knows no layer: it lays rows where kernels read them, padded with zeros to a multiple of <see cref="GpuProgram.RowMultiple"/>, launches what the program
/// says, and brings back what they wrote.
/// </summary>
internal sealed partial class GpuEngine : DeviceEngine
{
    /// <summary>The share of the free memory of the device that the workspaces of a prediction may take; a longer batch goes in slices.</summary>
    public const double WorkspaceShare = 0.5;

    /// <summary>The most rows of a slice: enough to fill a device, few enough that the host prepares the next one meanwhile.</summary>
    public const int MostSliceRows = 32_768;

    private const int TileRows = ModelDescription.TileRows;

    private readonly IGpu _gpu;
    private readonly ModelDescription _description;
    private readonly GpuProgram _program;
    private readonly nint[] _predict;
    private readonly Action<GpuEngine>? _returned;

    private readonly GpuBuffer _parameters, _workspace, _inputs, _lengths, _outputs, _outputGradients, _chunkGradients, _gradient;
    private readonly HostBuffer _hostParameters, _hostOutputs, _hostOutputGradients, _hostGradient;
    private readonly HostBuffer[] _hostInputs, _hostLengths;
    private GpuArguments _batch;
    private int _batchRows;

    /// <summary>An engine for the models of one class.</summary>
    /// <param name="gpu">Where it runs.</param>
    /// <param name="kernels">Of the class; they have a program.</param>
    /// <param name="returned">Takes the engine when its user has done with it, to use it again or to free it; null to free it at once.</param>
    public GpuEngine(IGpu gpu, ModelKernels kernels, Action<GpuEngine>? returned = null)
    {
        _gpu = gpu;
        _description = kernels.Description;
        _program = kernels.Gpu ?? throw new ArgumentException($"Expected kernels with a GPU program, but those of {_description.Name} have none.", nameof(kernels));
        _returned = returned;
        _predict = gpu.Load(_program.Ptx, _program.Predict.AsSpan());
        (_parameters, _workspace, _inputs, _lengths) = (new(gpu), new(gpu), new(gpu), new(gpu));
        (_outputs, _outputGradients, _chunkGradients, _gradient) = (new(gpu), new(gpu), new(gpu), new(gpu));
        (_hostParameters, _hostOutputs, _hostOutputGradients, _hostGradient) = (new(gpu), new(gpu), new(gpu), new(gpu));
        (_hostInputs, _hostLengths) = ([new(gpu), new(gpu)], [new(gpu), new(gpu)]);
    }

    /// <summary>Whether <see cref="KernelMilliseconds"/> is measured.</summary>
    public bool Measures { get; set; }

    /// <summary>What launches took on the device, added up, if it is measured.</summary>
    public double KernelMilliseconds { get; set; }

    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<float> parameters)
    {
        Check(_description.ParameterCount, parameters.Length, nameof(parameters));
        _gpu.Synchronize();
        parameters.CopyTo(_hostParameters.Reserve<float>(parameters.Length));
        _gpu.Upload(_parameters.Reserve(Bytes(parameters.Length)), _hostParameters.Address, Bytes(parameters.Length));
    }

    /// <summary>Lets go of everything it holds, for good.</summary>
    public void Free()
    {
        foreach (GpuBuffer buffer in (GpuBuffer[])[_parameters, _workspace, _inputs, _lengths, _outputs, _outputGradients, _chunkGradients, _gradient]) buffer.Free();
        foreach (HostBuffer buffer in (HostBuffer[])[_hostParameters, _hostOutputs, _hostOutputGradients, _hostGradient, .. _hostInputs, .. _hostLengths]) buffer.Free();
        _gpu.Close();
        (_batchRows, _hasTape) = (0, false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        (_batchRows, _hasTape) = (0, false);
        if (_returned is null) Free();
        else _returned(this);
    }

    private void RequireParameters()
    {
        if (_parameters.Address == 0) throw new InvalidOperationException("Expected SetParameters before the first batch.");
    }

    /// <summary>Brings the rows that host buffers hold to the device.</summary>
    /// <param name="staging">Which set of host buffers; they hold rows to a multiple of <see cref="GpuProgram.RowMultiple"/>.</param>
    /// <param name="rows">Real rows.</param>
    /// <param name="tileLength">Floats of a tile's workspace.</param>
    private GpuArguments Upload(int staging, int rows, int tileLength)
    {
        int padded = Padded(rows);
        long inputs = Bytes((long)padded * _description.InputSize);
        ulong at = _inputs.Reserve(inputs), lengths = _lengths.Reserve(Bytes(padded));
        _gpu.Upload(at, _hostInputs[staging].Address, inputs);
        _gpu.Upload(lengths, _hostLengths[staging].Address, Bytes(padded));
        return new GpuArguments
        {
            Parameters = _parameters.Address,
            Workspace = _workspace.Reserve(Math.Max(Bytes((long)padded / TileRows * tileLength + _program.ScratchLength), 16)),
            Inputs = at,
            Outputs = _outputs.Reserve(Bytes((long)padded * _description.OutputSize)),
            Lengths = lengths,
            Rows = (uint)padded,
            Chunks = 1,
            Tiles = (uint)Tiles(rows),
            TileLength = (uint)tileLength,
        };
    }

    private void Launch(ImmutableArray<GpuLaunch> launches, nint[] kernels, in GpuArguments arguments)
    {
        for (int i = 0; i < launches.Length; i++)
        {
            GpuLaunch launch = launches[i];
            long rows = arguments.Rows;
            long blocks = launch.Grid switch
            {
                GpuGrid.Rows => (rows + launch.Count - 1) / launch.Count,
                GpuGrid.Elements => (rows * launch.Count + launch.Threads - 1) / launch.Threads,
                _ => launch.Count,
            };
            _gpu.Launch(kernels[i], checked((int)blocks), launch.Grid == GpuGrid.Chunks ? (int)arguments.Chunks : 1, launch.Threads, launch.SharedBytes, arguments);
        }
    }

    private static int Tiles(int rows) => (rows + TileRows - 1) / TileRows;

    /// <summary>Rows, padding included.</summary>
    private static int Padded(int rows) => checked((rows + GpuProgram.RowMultiple - 1) / GpuProgram.RowMultiple * GpuProgram.RowMultiple);

    private static long Bytes(long words) => words * sizeof(float);

    private static void Check(int expected, int length, string name)
    {
        if (length != expected) throw new ArgumentException($"Expected a length of {expected}, but got {length}.", name);
    }
}
