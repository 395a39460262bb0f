"""torch.nn.LSTM (cuDNN) with a Linear on its last step, on the same shapes as GpuCheck, TF32 off and on. Usage: torch_check.py OUT"""
import json
import sys
import time

import torch

STEPS, BATCH = 20, 262144


class Net(torch.nn.Module):
    def __init__(self, units):
        super().__init__()
        self.lstm = torch.nn.LSTM(1, units, batch_first=True)
        self.dense = torch.nn.Linear(units, 1)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


def events(run, warm=3, repeats=10):
    for _ in range(warm):
        run()
    times = []
    for _ in range(repeats):
        a, b = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        a.record()
        run()
        b.record()
        b.synchronize()
        times.append(a.elapsed_time(b))
    return sorted(times)[repeats // 2]


def main():
    out = []

    def add(**line):
        out.append(line)
        print("  " + ", ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in line.items()), flush=True)

    print(f"\n== torch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}, {torch.cuda.get_device_name()}")
    for tf32 in (False, True):
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
        for units in (16, 32, 50, 64, 128):
            net = Net(units).cuda()
            x = torch.randn(BATCH, STEPS, 1, device="cuda")
            host = torch.randn(BATCH, STEPS, 1)
            with torch.inference_mode():
                kernels = events(lambda: net(x))
                whole = []
                for _ in range(5):
                    torch.cuda.synchronize()
                    begin = time.perf_counter()
                    net(host.cuda()).cpu()
                    whole.append((time.perf_counter() - begin) * 1e3)
            add(section="prediction", tf32=tf32, units=units, kernel_ms=kernels, m_windows_s=BATCH / kernels / 1e3, whole_call_ms=sorted(whole)[2])
        for batch in (32, 256, 1024, 8192):
            best = None
            for fused in (False, True):
                net = Net(50).cuda()
                adam = torch.optim.Adam(net.parameters(), fused=fused)
                x, y = torch.randn(batch, STEPS, 1, device="cuda"), torch.randn(batch, 1, device="cuda")

                def step():
                    adam.zero_grad(set_to_none=True)
                    torch.nn.functional.mse_loss(net(x), y).backward()
                    adam.step()

                for _ in range(20):
                    step()
                torch.cuda.synchronize()
                begin = time.perf_counter()
                for _ in range(100):
                    step()
                torch.cuda.synchronize()
                took = (time.perf_counter() - begin) * 10
                best = took if best is None else min(best, took)
            add(section="training time", tf32=tf32, batch=batch, step_ms=best)
    with open(sys.argv[1] + "/torch-check.json", "w") as file:
        json.dump(out, file, indent=2)


main()
