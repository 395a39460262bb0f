using TorchSharp;
using static TorchSharp.torch;

namespace LstmGen.Benchmarks;

/// <summary>
/// A model of one LSTM and a Dense as TorchSharp has it, on the processor, with one thread: whole training steps with Adam. Its weights begin as ours.
/// </summary>
/// <remarks>Gates are i f g o on both sides. PyTorch keeps matrices the other way round, and a second bias, which is zero here and frozen.</remarks>
internal sealed class PeerTorch : IDisposable
{
    private readonly TorchSharp.Modules.LSTM _lstm;
    private readonly TorchSharp.Modules.Linear _dense;
    private readonly TorchSharp.Modules.Adam _adam;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;

    /// <summary>Takes the parameters, and the batch.</summary>
    /// <exception cref="NotMeasuredException">The native library does not load, and why.</exception>
    public PeerTorch(SequenceModel model, int units, int windows, float[] inputs, float[] targets)
    {
        // Where it fails to load, TorchSharp writes a page about it to the output.
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            set_num_threads(1);
        }
        catch (Exception reason) when (reason is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            string first = (reason.InnerException ?? reason).Message.Split('\n')[0].Trim();
            throw new NotMeasuredException($"TorchSharp's native library does not load here ({first}); build with -p:LibTorch=true to bring it.");
        }
        finally
        {
            Console.SetOut(output);
        }

        int features = model.Description.Features, outputs = model.Description.OutputSize;
        _lstm = nn.LSTM(features, units, batchFirst: true);
        _dense = nn.Linear(units, outputs);
        using (no_grad())
        {
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in _lstm.named_parameters())
            {
                switch (name)
                {
                    case "weight_ih_l0":
                        Set(parameter, model.Parameters["lstm.kernel"], features, 4 * units);
                        break;
                    case "weight_hh_l0":
                        Set(parameter, model.Parameters["lstm.recurrent_kernel"], units, 4 * units);
                        break;
                    case "bias_ih_l0":
                        Set(parameter, model.Parameters["lstm.bias"], 1, 4 * units);
                        break;
                    default:
                        parameter.zero_();
                        parameter.requires_grad_(false);
                        break;
                }
            }

            Set(_dense.weight!, model.Parameters["dense.kernel"], units, outputs);
            Set(_dense.bias!, model.Parameters["dense.bias"], 1, outputs);
        }

        _inputs = tensor(inputs, windows, model.Description.LookBack, features);
        _targets = tensor(targets, windows, outputs);
        _adam = optim.Adam(_lstm.parameters().Concat(_dense.parameters()).Where(parameter => parameter.requires_grad));
    }

    /// <summary>The outputs of the batch.</summary>
    public float[] Predict()
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            return Forward().data<float>().ToArray();
        }
    }

    /// <summary>Forward, backward, update.</summary>
    public void Train(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            _adam.zero_grad();
            nn.functional.mse_loss(Forward(), _targets).backward();
            _adam.step();
        }
    }

    public void Dispose()
    {
        _adam.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
        _lstm.Dispose();
        _dense.Dispose();
    }

    private Tensor Forward()
    {
        (Tensor sequence, _, _) = _lstm.forward(_inputs);
        return _dense.forward(sequence.select(1, -1));
    }

    /// <summary>From rows of inputs to rows of outputs.</summary>
    private static void Set(Tensor parameter, ReadOnlySpan<float> values, int rows, int columns)
    {
        using Tensor own = tensor(values.ToArray(), rows, columns);
        using Tensor turned = own.t();
        using Tensor shaped = turned.reshape(parameter.shape);
        parameter.copy_(shaped);
    }
}
